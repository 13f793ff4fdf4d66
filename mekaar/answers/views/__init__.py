"""Pages of experiences and questions, one file per noun: request, form, action, answer."""
