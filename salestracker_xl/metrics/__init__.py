"""Every metric, one subject a module, in the order in which a reader meets them."""

from salestracker_xl.metric import REGISTRY
from salestracker_xl.metrics import acquisition, lifetime, orders, retention, targets

__all__ = ["REGISTRY", "acquisition", "lifetime", "orders", "retention", "targets"]
