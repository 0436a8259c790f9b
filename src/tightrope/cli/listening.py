"""Listening on a network address and serving an application there."""

import socket

from tightrope.errors import UsageError


def listen(host: str, port: int) -> socket.socket:
    """A socket that is bound to an address.

    Raises:
        UsageError: it can't be had; the message names the options.
    """
    try:
        family, kind, _, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listening = socket.socket(family, kind)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
    except OSError as error:
        raise UsageError(
            f"{host} port {port} can't be listened on ({error.strerror}); name another with "
            "--port, or --port 0 for any that is free."
        ) from error
    return listening


def run_app(app: object, listening: socket.socket, told: str) -> None:
    """Serve an ASGI application until it is interrupted.

    Args:
        app: the application.
        listening: where, from :func:`listen`.
        told: what to say once it can be asked, with ``{}`` for its address; nothing when empty.
    """
    import uvicorn

    host, port = listening.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    listening.listen(128)  # whoever reads the line may ask at once
    if told:
        print(told.format(f"http://{shown}:{port}"), flush=True)
    server = uvicorn.Server(
        uvicorn.Config(
            app,  # type: ignore[arg-type]
            log_level="warning",
            access_log=False,
            server_header=False,
            limit_concurrency=400,
            timeout_keep_alive=10,
            timeout_graceful_shutdown=3,
        )
    )
    server.run(sockets=[listening])
