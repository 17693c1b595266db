"""Coming in and going out: a wrong password, a passkey, sessions that are ended."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.service.conftest import People
from tests.browser.service.screens import PASSWORD, sign_in


def test_a_wrong_password_is_told_and_lets_nobody_in(people: People) -> None:
    page = people.visitor().new_page()
    page.goto("/desk/")
    page.get_by_label("E-mail").fill("editor@harborlight.example")
    page.get_by_label("Password").fill("not the password at all")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.goto("/desk/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_a_passkey_opens_the_desk_without_a_password(people: People) -> None:
    page = people.visitor().new_page()
    sign_in(page, "licensing@harborlight.example")
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    has_user = {"hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    options = {"protocol": "ctap2", "transport": "internal", "automaticPresenceSimulation": True, **has_user}
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.goto("/accounts/2fa/webauthn/add/")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    page.get_by_label("Name").fill("The key of this test")
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Add").click()
    expect(page.locator("main")).to_contain_text("ecovery")  # codes for the day on which the key is lost
    page.goto("/accounts/logout/")
    page.get_by_role("button", name="Sign Out").click()
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Stories")
    expect(page.locator("header")).to_contain_text("Perla Moreno")


def test_other_sessions_are_ended_from_the_page_of_sessions(people: People) -> None:
    email = "admin@harborlight.example"
    people.states.pop("admin", None)  # of the others: this ends them, too
    here, there = people.visitor().new_page(), people.visitor().new_page()
    sign_in(here, email)
    sign_in(there, email)
    here.goto("/accounts/sessions/")
    here.get_by_role("button", name="End all other sessions").click()
    there.goto("/desk/")
    expect(there.get_by_role("heading", level=1)).to_have_text("Sign in")
    here.goto("/desk/")
    expect(here.get_by_role("heading", level=1)).to_have_text("Stories")
