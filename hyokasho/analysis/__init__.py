"""A dataset for analysts: its tables as data frames and in SQL, and plots whose Japanese can be read."""

from hyokasho.analysis.dataset import KEY, Dataset, agreed, open_dataset

__all__ = ["KEY", "Dataset", "agreed", "open_dataset"]
