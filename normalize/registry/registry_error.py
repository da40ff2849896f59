"""What is raised where the registry's YAML is at fault."""


class RegistryError(ValueError):
    """A YAML file of the registry says something that its records do not know."""
