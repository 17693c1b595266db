"""The wire's staff: who they are, what each role may do, invitations and sessions."""
