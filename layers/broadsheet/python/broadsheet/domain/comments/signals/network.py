"""Where a request came from, as far as that tells one sender from another."""

import ipaddress

_CUSTOMER = 64
"""Bits of an IPv6 address that a network gives to one customer, who chooses the rest (RFC 6177)."""


def network_of(ip: str) -> str | None:
    """What is counted for an IP address: itself, or its /64.

    None for what is none, and for addresses that anybody may have: loopback, private networks.
    """
    try:
        address = ipaddress.ip_address(ip)
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    if not address.is_global:
        return None
    if address.version == 4:
        return str(address)
    return str(ipaddress.ip_network((address, _CUSTOMER), strict=False))
