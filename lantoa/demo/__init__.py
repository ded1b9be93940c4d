"""Demonstration data: five independent organisations after five press articles, loaded through the services of the product.

Units and figures are the articles'; names of initiatives, people and hamlets are made up. What it must add up to stands in
`lantoa/demo/data/README.md`.
"""
