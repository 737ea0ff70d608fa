"""What every answer says about itself to a browser."""

from flask.testing import FlaskClient


def test_a_page_may_use_the_camera_and_passkeys_and_nothing_else_of_a_device(client: FlaskClient) -> None:
    permissions = dict(
        each.strip().split("=") for each in client.get("/").headers["Permissions-Policy"].split(",")
    )

    allowed = {name for name, who in permissions.items() if who != "()"}
    assert allowed == {"camera", "publickey-credentials-get", "publickey-credentials-create"}
    assert {permissions[name] for name in allowed} == {"(self)"}
    assert {"geolocation", "microphone", "payment", "usb"} <= set(permissions)
