package org.curlew.storage.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeStampTest {

    @TempDir
    Path folder;

    @Test
    void a_checkpoint_carries_a_token_that_proves_its_time() throws Exception {
        try (TestTimeStampAuthority authority = new TestTimeStampAuthority();
                TestTimeStampAuthority other = new TestTimeStampAuthority()) {
            LedgerFixture fixture = new LedgerFixture(folder, new Rfc3161TimeStamper(authority.address()));
            fixture.acts(3);

            Checkpoint checkpoint = fixture.checkpoints.checkpoint();
            fixture.export.export(folder.resolve("out"));

            byte[] signature = checkpoint.signature();
            assertThat(Rfc3161TimeStamper.provenTime(checkpoint.token(), signature, authority.certificate))
                    .contains(authority.now);
            assertThat(Rfc3161TimeStamper.provenTime(checkpoint.token(), new byte[] {1}, authority.certificate))
                    .isEmpty();
            assertThat(Rfc3161TimeStamper.provenTime(checkpoint.token(), signature, other.certificate))
                    .isEmpty();
            assertThat(LedgerVerifier.verify(folder.resolve("out"), folder.resolve("out/certificate.pem"))
                            .sound())
                    .isTrue();
        }
    }

    @Test
    void without_an_answer_of_the_authority_a_checkpoint_is_made_all_the_same() throws Exception {
        LedgerFixture fixture = new LedgerFixture(folder, new Rfc3161TimeStamper(URI.create("http://127.0.0.1:1/")));
        fixture.acts(1);

        assertThat(fixture.checkpoints.checkpoint().token()).isNull();
        assertThat(fixture.checkpoints.last().orElseThrow().count()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"http://127.0.0.1:1/, nothing answers there", "tsa.example, scheme"})
    void an_authority_that_cannot_be_asked_is_named_with_what_to_do(URI address, String why) {
        assertThatThrownBy(() -> new Rfc3161TimeStamper(address).stamp(new byte[] {1}))
                .isInstanceOf(LedgerException.class)
                .hasMessageContainingAll(
                        address.toString(), why, "--time-stamp", "curlew.signing.time-stamp-authority");
    }

    @Test
    void another_checkpoint_in_the_second_place_is_an_alarm() throws Exception {
        LedgerFixture fixture = new LedgerFixture(folder);
        fixture.acts(1);
        fixture.checkpoints.checkpoint();
        Path copy = fixture.secondPlace.resolve("checkpoint-%012d.jsonl".formatted(1));
        Files.writeString(copy, "{}\n");

        assertThatThrownBy(() -> fixture.checkpoints.checkpoint())
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("rolled back or replaced");
    }
}
