"""The serving room: a read-only SPARQL endpoint, the view, a query editor and a page for every IRI, for this machine only.

`app` routes requests, `guard` decides which are let in, `pool` and `worker` run queries where they can be stopped, `pages` writes HTML.
"""
