"""The theme: templates, styles and scripts; in the installed package it is `digestry.theme`."""
