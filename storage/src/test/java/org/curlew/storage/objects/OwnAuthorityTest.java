package org.curlew.storage.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose certificate the force's own authority signed. */
class OwnAuthorityTest {

    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    static Path folder;

    private static EmbeddedObjectServer server;
    private static TlsServer.Authority authority;
    private static Path pem;

    @BeforeAll
    static void start() throws Exception {
        server = EmbeddedObjectServer.start(folder.resolve("server"));
        authority = new TlsServer.Authority("Force CA");
        pem = authority.pem(folder.resolve("force-ca.pem"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static TlsServer tls(String address, Instant until) throws Exception {
        return new TlsServer(server.endpoint(), authority, address, until);
    }

    private static Instant tomorrow() {
        return Instant.now().plus(Duration.ofDays(1));
    }

    private static ObjectStoreSettings settings(TlsServer tls) {
        return server.settings("media").withEndpoint(tls.endpoint()).withPatience(LONG, LONG);
    }

    private static void refused(ObjectStoreSettings settings, String... words) {
        long begun = System.nanoTime();
        assertThatThrownBy(() -> S3ObjectStore.connect(settings).close())
                .isInstanceOfSatisfying(ObjectStoreException.class, e -> {
                    assertThat(e.kind()).isEqualTo(ObjectStoreException.Kind.REFUSED);
                    assertThat(e.getMessage()).hasLineCount(1).contains(words);
                });
        assertThat(System.nanoTime() - begun)
                .as("it does not pass, so it is not tried for two minutes")
                .isLessThan(LONG.toNanos() / 2);
    }

    @Test
    void with_the_authoritys_certificate_everything_goes_over_tls() throws Exception {
        byte[] content = new byte[3_000_000];
        new Random(1).nextBytes(content);
        try (TlsServer tls = tls("127.0.0.1", tomorrow());
                ObjectStore store = S3ObjectStore.connect(settings(tls).trusting(pem))) {
            store.put("a/b", ObjectContent.of(content));

            assertThat(store.get("a/b", 1_000_000, 2_000_000))
                    .isEqualTo(java.util.Arrays.copyOfRange(content, 1_000_000, 3_000_000));
        }
    }

    @Test
    void without_it_the_server_is_refused_at_once_and_the_line_says_which_setting_is_missing() throws Exception {
        try (TlsServer tls = tls("127.0.0.1", tomorrow())) {
            refused(
                    settings(tls),
                    "The server's certificate is not trusted",
                    tls.endpoint().toString(),
                    "curlew.objects.certificate-authority");
        }
    }

    @Test
    void another_authority_of_the_same_name_is_not_the_forces() throws Exception {
        Path other = new TlsServer.Authority("Force CA").pem(folder.resolve("other-ca.pem"));
        try (TlsServer tls = tls("127.0.0.1", tomorrow())) {
            refused(settings(tls).trusting(other), "not trusted");
        }
    }

    @Test
    void a_certificate_of_another_address_or_of_yesterday_is_refused() throws Exception {
        try (TlsServer another = tls("192.0.2.7", tomorrow());
                TlsServer old = tls("127.0.0.1", Instant.now().minus(Duration.ofHours(1)))) {
            refused(settings(another).trusting(pem), "not trusted", "127.0.0.1");
            refused(settings(old).trusting(pem), "not trusted");
        }
    }

    @Test
    void a_file_that_is_no_certificate_is_named() throws Exception {
        Path wrong = Files.writeString(folder.resolve("wrong.pem"), "not a certificate");
        try (TlsServer tls = tls("127.0.0.1", tomorrow())) {
            refused(settings(tls).trusting(wrong), wrong.toString(), "give a PEM file with the CA's certificate");
            refused(settings(tls).trusting(folder.resolve("missing.pem")), "missing.pem", "give a PEM file");
        }
    }
}
