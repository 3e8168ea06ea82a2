"""Follow release dates that nobody knows yet: articles in, predictions with provenance, one consensus out."""
