"""A made-up installation of a stated size, for measuring and for trying out: whole provinces over years, reproducible.

Written in bulk, past the services, whose outcome it imitates: `lantoa check` finds nothing wrong with it.
"""
