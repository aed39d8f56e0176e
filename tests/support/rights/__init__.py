"""What each function asks of AWS, as it was seen, against what its role in the template allows.

`calls` says which rights a call needs; `policy` reads the roles and decides as IAM does;
`recording` watches the functions on mocks and refuses what their role would refuse; `on_stack`
watches them on the running stack; `ledger` keeps what was seen and compares it with the template.
"""
