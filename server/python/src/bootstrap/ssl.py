"""As much of ssl as clients set up before they connect; none of them gets that far."""

CERT_NONE, CERT_OPTIONAL, CERT_REQUIRED = 0, 1, 2
PROTOCOL_TLS, PROTOCOL_TLS_CLIENT = 2, 16
HAS_SNI = HAS_ALPN = True


class SSLError(OSError):
    pass


class SSLCertVerificationError(SSLError, ValueError):
    pass


class SSLContext:
    def __init__(self, protocol=PROTOCOL_TLS_CLIENT):
        self.protocol = protocol
        self.check_hostname = True
        self.verify_mode = CERT_REQUIRED
        self.post_handshake_auth = None

    def set_alpn_protocols(self, protocols):
        pass

    def load_verify_locations(self, *args, **options):
        pass

    def load_default_certs(self, *args):
        pass

    def set_ciphers(self, ciphers):
        pass


def create_default_context(*args, **options):
    return SSLContext()


def _create_unverified_context(*args, **options):
    context = SSLContext()
    context.check_hostname = False
    context.verify_mode = CERT_NONE
    return context


_create_default_https_context = create_default_context
