"""Ground floor: errors, ids, walls, state machines, page components. Knows no neighbours."""
