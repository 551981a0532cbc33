package org.curlew.pipeline.web.victims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.curlew.grading.caid.BundleSigner;
import org.curlew.grading.caid.CaidException;
import org.curlew.grading.caid.SigningKeys;
import org.curlew.grading.caid.TestToken;
import org.curlew.storage.ledger.KeyFileSigner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleKeyTest {

    @TempDir
    Path folder;

    private Path list;

    @BeforeEach
    void a_key_and_a_list_to_sign() throws IOException {
        KeyFileSigner.open(folder, "Invented force");
        list = Files.writeString(folder.resolve("SHA256SUMS"), "a list\n");
    }

    @Test
    void the_configured_authority_is_asked_for_a_stamp_and_without_one_nothing_is_signed() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        HttpServer authority = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        authority.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        authority.start();
        String address = "http://127.0.0.1:" + authority.getAddress().getPort() + "/";
        try {
            BundleKey key = key(address);

            assertThat(key.stamped()).isTrue();
            assertThatThrownBy(() -> key.signer().sign(list, Instant.now()))
                    .isInstanceOf(CaidException.class)
                    .hasMessageContaining("got no time stamp")
                    .hasMessageContaining(address);
            assertThat(asked).hasValue(1);
        } finally {
            authority.stop(0);
        }
    }

    @Test
    void without_an_authority_the_signature_stands_alone() {
        BundleKey key = key("");

        assertThat(key.stamped()).isFalse();
        assertThat(key.signer().sign(list, Instant.now())).isNotEmpty();
    }

    @Test
    void a_token_signs_in_the_place_of_a_file_and_only_one_of_them_is_named() throws Exception {
        String password = Files.readString(folder.resolve("ledger-signing.password"));
        BundleSigner force = SigningKeys.file(
                folder.resolve("ledger-signing.p12"),
                password.lines().findFirst().orElseThrow().toCharArray());
        String library = TestToken.with(folder, List.of(force)).toString();
        Path pin = Files.writeString(folder.resolve("pin"), String.valueOf(TestToken.PIN) + "\n");

        BundleKey key = new BundleKey("", library, 0, pin.toString(), "");

        assertThat(key.configured()).isTrue();
        assertThat(key.signer().certificate()).isEqualTo(force.certificate());
        assertThat(key.signer().sign(list, Instant.now())).isNotEmpty();
        assertThatThrownBy(() -> new BundleKey("force.p12", library, 0, pin.toString(), ""))
                .hasMessageContaining("leave one of them out");
    }

    private BundleKey key(String authority) {
        return new BundleKey(
                folder.resolve("ledger-signing.p12").toString(),
                "",
                0,
                folder.resolve("ledger-signing.password").toString(),
                authority);
    }
}
