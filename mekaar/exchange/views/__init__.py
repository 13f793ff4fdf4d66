"""Pages of the exchange, one file per noun: request, form, action, answer."""
