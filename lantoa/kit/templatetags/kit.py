"""The one tag library of the pages, loaded everywhere as a builtin: the components of lantoa/kit/components/, gathered.

Defaults stand in the tags' Python signatures and nowhere else; a parameter that is missing or unknown is an error.
Catalogue with a usage line for each: templates/kit/README.md. How they look in every state: /kit/ in development.
"""

from django import template

from lantoa.kit.components import around, basic, fields, figures, files, records, steps, trends, wording

GROUPS = (wording, basic, around, fields, figures, records, trends, steps, files)

register = template.Library()
for group in GROUPS:
    register.tags.update(group.register.tags)
    register.filters.update(group.register.filters)
