"""Which roles may be lent, and who may not borrow them."""

_ROLE = "reform_places.group_"
VILLAGE = (f"{_ROLE}clerk", f"{_ROLE}director", f"{_ROLE}accountant")

# Role → roles of a deputy with which it does not mix: who prepares does not judge, who enters does not check.
PREPARING = {
    f"{_ROLE}director": (f"{_ROLE}supervisor", f"{_ROLE}accountant", f"{_ROLE}auditor"),
    f"{_ROLE}supervisor": (*VILLAGE, f"{_ROLE}township", f"{_ROLE}auditor"),
    f"{_ROLE}township": (*VILLAGE, f"{_ROLE}supervisor", f"{_ROLE}auditor"),
    f"{_ROLE}county_finance": (*VILLAGE, f"{_ROLE}supervisor", f"{_ROLE}auditor"),
    f"{_ROLE}county_agriculture": (*VILLAGE, f"{_ROLE}supervisor", f"{_ROLE}auditor"),
}
DELEGABLE = tuple(PREPARING)
