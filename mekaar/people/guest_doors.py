"""The addresses that are open to a guest in a circle; filled before any model is known."""

# Names of addresses ("people:me"), and rooms of which every page is open ("circles"). Rooms above
# join theirs at start (`AppConfig.ready()`); what is not named is closed.
OPEN: set[str] = {
    f"people:{name}"
    for name in (
        "me", "name", "reach", "language", "ways", "sign_out", "sign_out_everywhere", "go_on",
        "mail_address", "mail_address_code", "mail_address_remove", "passkey_add",
        "passkey_add_question", "passkey_remove", "card", "card_print", "card_end", "hints",
        "journal", "erase",
    )
}  # fmt: skip
OPEN_ROOMS: set[str] = set()
