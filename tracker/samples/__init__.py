"""The sample articles that come with the package, in our own words, from invented outlets."""
