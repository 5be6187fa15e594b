"""The verbs of cpreport: each takes a campaign and values, does its work, and gives back what came of it."""
