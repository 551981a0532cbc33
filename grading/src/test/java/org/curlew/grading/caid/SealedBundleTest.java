package org.curlew.grading.caid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.curlew.grading.caid.BundleVerdict.Status;
import org.curlew.grading.media.Samples;
import org.curlew.grading.vics.VicsProfile;
import org.curlew.grading.vics.VicsWriter;
import org.curlew.grading.vics.lint.VicsLinter;
import org.curlew.triage.vics.VicsCase;
import org.curlew.triage.vics.VicsMedia;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealedBundleTest {

    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private static final Instant FROM = NOW.minus(1, ChronoUnit.DAYS);
    private static final Instant TO = NOW.plus(365, ChronoUnit.DAYS);
    private static final BundleSigner FORCE = TestKeys.ec("Synthetic Constabulary", FROM, TO);

    @TempDir
    Path folder;

    @Test
    void a_time_stamp_proves_the_time_to_whoever_has_the_authoritys_certificate() throws IOException {
        TestAuthority authority = new TestAuthority("Synthetic TSA", NOW);
        Path bundle = zip(FORCE.stampedBy(authority));

        BundleVerdict checked = BundleVerifier.verify(bundle, FORCE.certificate(), authority.certificate);
        assertThat(checked.status()).as(checked.message()).isEqualTo(Status.SOUND);
        assertThat(checked.message()).contains("Synthetic TSA").contains("proves " + NOW);
        assertThat(BundleVerifier.verify(bundle, FORCE.certificate()).message()).contains("was not checked");
    }

    @Test
    void another_authoritys_stamp_or_none_is_named_as_such() throws IOException {
        TestAuthority authority = new TestAuthority("Synthetic TSA", NOW);
        TestAuthority other = new TestAuthority("Another TSA", NOW);

        assertThat(BundleVerifier.verify(zip(FORCE.stampedBy(other)), FORCE.certificate(), authority.certificate)
                        .status())
                .isEqualTo(Status.TIME_STAMP_WRONG);
        assertThat(BundleVerifier.verify(zip(FORCE), FORCE.certificate(), authority.certificate)
                        .message())
                .contains("carries no time stamp");
    }

    @Test
    void a_stamp_after_the_certificates_end_unmasks_a_backdated_signature() throws IOException {
        BundleSigner ended = TestKeys.ec("Old force", NOW.minus(30, ChronoUnit.DAYS), NOW.minus(10, ChronoUnit.DAYS));
        TestAuthority authority = new TestAuthority("Synthetic TSA", NOW);
        Path bundle = zip(ended.stampedBy(authority), NOW.minus(20, ChronoUnit.DAYS));

        assertThat(BundleVerifier.verify(bundle, ended.certificate(), authority.certificate)
                        .status())
                .isEqualTo(Status.EXPIRED_CERTIFICATE);
    }

    @Test
    void a_signature_moved_under_the_stamp_of_another_bundle_is_found() throws IOException {
        TestAuthority authority = new TestAuthority("Synthetic TSA", NOW);
        byte[] elsewhere = authority.stamp("another signature".getBytes(StandardCharsets.UTF_8));
        Path bundle = zip(FORCE.stampedBy(bytes -> elsewhere));

        assertThat(BundleVerifier.verify(bundle, FORCE.certificate(), authority.certificate)
                        .status())
                .isEqualTo(Status.TIME_STAMP_WRONG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA"})
    void a_sealed_bundle_opens_with_the_recipients_key_alone_and_openssl_agrees(String algorithm) throws Exception {
        BundleSigner recipient = recipient(algorithm);
        Path bundle = zip(FORCE);
        Path sealed = folder.resolve("bundle.zip.p7m");
        BundleEnvelope.seal(bundle, sealed, recipient.certificate());
        Path opened = folder.resolve("opened.zip");

        BundleEnvelope.open(sealed, opened, keyFile(recipient), "secret".toCharArray());

        assertThat(opened).hasSameBinaryContentAs(bundle);
        assertThat(BundleVerifier.verify(opened, FORCE.certificate()).sound()).isTrue();
        assertThat(BundleVerifier.verify(sealed, FORCE.certificate()).status()).isEqualTo(Status.SEALED);
        assertThat(Files.readString(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("VICS_Results");
        Path pem = folder.resolve("key.pem");
        run("openssl", "pkcs12", "-in", keyFile(recipient).toString(), "-passin", "pass:secret", "-nodes", "-out", pem);
        Path theirs = folder.resolve("theirs.zip");
        String said = run("openssl", "cms", "-decrypt", "-inform", "DER", "-in", sealed, "-inkey", pem, "-out", theirs);
        assertThat(theirs).as(said).hasSameBinaryContentAs(bundle);
    }

    @Test
    void a_sealed_bundle_for_somebody_else_altered_or_cut_leaves_nothing_behind() throws Exception {
        BundleSigner recipient = recipient("EC");
        Path sealed = folder.resolve("bundle.zip.p7m");
        BundleEnvelope.seal(zip(FORCE), sealed, recipient.certificate());
        Path opened = folder.resolve("opened.zip");
        byte[] sound = Files.readAllBytes(sealed);
        char[] password = "secret".toCharArray();

        assertThatThrownBy(() -> BundleEnvelope.open(sealed, opened, keyFile(recipient("EC")), password))
                .isInstanceOf(CaidException.class)
                .hasMessageContaining("was not sealed for");
        for (int at : new int[] {sound.length / 2, sound.length - 30}) {
            byte[] broken = sound.clone();
            broken[at] ^= 1;
            Files.write(sealed, broken);
            assertThatThrownBy(() -> BundleEnvelope.open(sealed, opened, keyFile(recipient), password))
                    .as("byte %s", at)
                    .isInstanceOf(CaidException.class)
                    .hasMessageContaining("altered, cut short");
        }
        Files.write(sealed, java.util.Arrays.copyOf(sound, sound.length - 100));
        assertThatThrownBy(() -> BundleEnvelope.open(sealed, opened, keyFile(recipient), password))
                .isInstanceOf(CaidException.class);
        assertThat(opened).doesNotExist();
        assertThat(folder.resolve("opened.zip.part")).doesNotExist();
    }

    @Test
    void a_key_that_never_leaves_its_token_signs() throws Exception {
        List<BundleSigner> keys = List.of(FORCE, TestKeys.rsa("RSA force", FROM, TO));
        Path library = TestToken.with(folder, keys);
        List<String> algorithms = new ArrayList<>();
        for (int slot = 0; slot < keys.size(); slot++) {
            BundleSigner signer = SigningKeys.token(library, slot, TestToken.PIN);

            BundleVerdict verdict = BundleVerifier.verify(zip(signer), signer.certificate());

            assertThat(verdict.status()).as(verdict.message()).isEqualTo(Status.SOUND);
            assertThat(signer.key().getEncoded()).as("a handle, not the key").isNull();
            algorithms.add(signer.key().getAlgorithm());
        }
        assertThat(algorithms).containsExactlyInAnyOrder("EC", "RSA");
        assertThatThrownBy(() -> SigningKeys.token(library, 7, TestToken.PIN))
                .isInstanceOf(CaidException.class)
                .hasMessageContaining("slot 7");
    }

    @Test
    void a_wrong_password_and_a_missing_library_are_refused_in_words() throws Exception {
        Path file = keyFile(FORCE);
        assertThatThrownBy(() -> SigningKeys.file(file, "wrong".toCharArray()))
                .isInstanceOf(CaidException.class)
                .hasMessageContaining("check the file and its password");
        assertThatThrownBy(() -> SigningKeys.token(folder.resolve("no.so"), 0, "1".toCharArray()))
                .isInstanceOf(CaidException.class)
                .hasMessageContaining("library's path");
    }

    private static BundleSigner recipient(String algorithm) {
        return algorithm.equals("EC")
                ? TestKeys.ec("CAID intake " + System.nanoTime(), FROM, TO)
                : TestKeys.rsa("CAID intake", FROM, TO);
    }

    private Path keyFile(BundleSigner signer) throws Exception {
        Path file = Files.createTempFile(folder, "key", ".p12");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("own", signer.key(), "secret".toCharArray(), new Certificate[] {signer.certificate()});
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, "secret".toCharArray());
        }
        return file;
    }

    private Path zip(BundleSigner signer) throws IOException {
        return zip(signer, NOW);
    }

    private Path zip(BundleSigner signer, Instant made) throws IOException {
        Path bundle = folder.resolve("bundle.zip");
        byte[] bytes = "picture one".getBytes(StandardCharsets.UTF_8);
        var content = Samples.picture("picture one");
        BundleFacts facts =
                new BundleFacts("OP-1", VicsProfile.UK, "uk-2014", 1, false, List.of("cay", "dee"), made, "1.0");
        try (OutputStream out = Files.newOutputStream(bundle);
                ZipSink sink = new ZipSink(out)) {
            new BundleWriter(new VicsLinter(), sha256 -> new ByteArrayInputStream(bytes))
                    .write(sink, facts, signer, (vics, items) -> {
                        VicsCase header = VicsCase.builder()
                                .caseId("0f0e0d0c-0b0a-0908-0706-050403020100")
                                .caseNumber("OP-1")
                                .build();
                        VicsMedia row = VicsMedia.builder()
                                .md5(content.md5())
                                .relativeFilePath(BundleWriter.path(content.md5()))
                                .build();
                        VicsWriter.write(
                                vics, VicsProfile.UK, header, List.of(row).iterator());
                        items.add(content.md5(), content.sha256(), true);
                    });
        }
        return bundle;
    }

    static String run(Object... command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>();
        for (Object word : command) {
            words.add(word.toString());
        }
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        try (BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream()))) {
            String text = out.readAllAsString();
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", words) + ": " + text);
            }
            return text;
        }
    }
}
