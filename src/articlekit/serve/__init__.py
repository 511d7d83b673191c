"""The playground: a web page, and the same as a JSON endpoint, served from one's own machine.

``run`` starts the server, ``app`` answers, ``requests`` reads what was sent, ``safety`` keeps other
sites and private addresses out, ``openapi`` describes the endpoints.
"""
