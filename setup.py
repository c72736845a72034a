"""The packages. One lies elsewhere: the theme, `overrides/` here, is `digestry.theme` when installed."""

from setuptools import find_packages, setup

setup(
    packages=[*find_packages("generator"), "digestry.theme"],
    package_dir={"": "generator", "digestry.theme": "overrides"},
    package_data={
        "digestry": ["**/*.json", "**/*.j2"],
        "digestry.theme": ["**/*.html", "**/*.xml", "assets/**/*"],
    },
)
