"""What lets a browser install the site, served from the root."""

from flask.testing import FlaskClient

from tests.dublin import Dublin


def test_the_worker_is_asked_for_every_time_and_may_keep_every_page(client: FlaskClient) -> None:
    answer = client.get("/service-worker.js")

    assert "no-cache" in answer.headers["Cache-Control"]
    assert answer.mimetype == "text/javascript"
    assert b"addEventListener" in answer.data


def test_an_event_is_an_app_of_its_own_with_icons_that_are_there(
    client: FlaskClient,
    dublin: Dublin,  # noqa: ARG001 -- its rows
) -> None:
    manifest = client.get("/dublin-2013/manifest.webmanifest").get_json(force=True)

    assert (manifest["name"], manifest["start_url"], manifest["display"]) == (
        "Xen Hackathon",
        "/dublin-2013/",
        "standalone",
    )
    for icon in manifest["icons"]:
        with client.get(icon["src"]) as answer:
            assert answer.mimetype == "image/png"
