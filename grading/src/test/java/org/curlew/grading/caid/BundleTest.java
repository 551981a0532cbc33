package org.curlew.grading.caid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.curlew.grading.caid.BundleVerdict.Status;
import org.curlew.grading.media.MediaBytes;
import org.curlew.grading.media.Samples;
import org.curlew.grading.vics.VicsProfile;
import org.curlew.grading.vics.VicsWriter;
import org.curlew.grading.vics.lint.VicsLinter;
import org.curlew.triage.vics.VicsCase;
import org.curlew.triage.vics.VicsMedia;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleTest {

    private static final Instant MADE = Instant.parse("2026-06-01T12:00:00Z");
    private static final BundleSigner FORCE = TestKeys.ec(
            "Synthetic Constabulary", Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2036-01-01T00:00:00Z"));
    private static final BundleSigner STRANGER =
            TestKeys.ec("Somebody Else", Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2036-01-01T00:00:00Z"));

    private final Map<String, byte[]> store = new LinkedHashMap<>();
    private final List<String> texts = List.of("picture one", "picture two", "picture three");

    @TempDir
    Path folder;

    @BeforeEach
    void three_media_in_the_store() {
        texts.forEach(t -> store.put(Samples.picture(t).sha256(), t.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void a_signed_bundle_is_sound_and_says_who_when_and_what() throws IOException {
        BundleVerdict verdict = BundleVerifier.verify(zip(FORCE), FORCE.certificate());

        assertThat(verdict.status()).as(verdict.message()).isEqualTo(Status.SOUND);
        assertThat(verdict.signer()).contains("Synthetic Constabulary");
        assertThat(verdict.signedAt()).isEqualTo(MADE);
        assertThat(verdict.facts()).contains("\"case\":\"OP-1\"").contains("\"media\":3");
        assertThat(verdict.files()).isEqualTo(5);
    }

    @Test
    void the_same_input_gives_the_same_bytes_signature_included() throws IOException {
        byte[] first = Files.readAllBytes(zip(FORCE));
        byte[] second = Files.readAllBytes(zip(FORCE));

        assertThat(second).isEqualTo(first);
        try (ZipFile zip = new ZipFile(folder.resolve("bundle.zip").toFile())) {
            assertThat(zip.stream().map(ZipEntry::getTimeLocal).distinct())
                    .as("two bundles made in one second say nothing of the next")
                    .containsExactly(LocalDateTime.of(1980, 1, 1, 0, 0));
        }
    }

    @Test
    void the_media_lie_where_receivers_look_for_them() throws IOException {
        Path bundle = folder.resolve("as-folder");
        write(new FolderSink(bundle), FORCE);

        for (String text : texts) {
            assertThat(bundle.resolve(BundleWriter.path(Samples.picture(text).md5())))
                    .hasContent(text);
        }
        assertThat(BundleVerifier.verify(bundle, FORCE.certificate()).status()).isEqualTo(Status.SOUND);
    }

    @Test
    void an_rsa_key_signs_with_pss() throws IOException {
        BundleSigner rsa =
                TestKeys.rsa("RSA force", Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2036-01-01T00:00:00Z"));

        assertThat(BundleVerifier.verify(zip(rsa), rsa.certificate()).status()).isEqualTo(Status.SOUND);
    }

    @Test
    void openssl_agrees_with_the_signature_and_sha256sum_with_the_list() throws Exception {
        Path bundle = folder.resolve("for-others");
        write(new FolderSink(bundle), FORCE);
        Path pem = folder.resolve("force.pem");
        Files.writeString(
                pem,
                "-----BEGIN CERTIFICATE-----\n"
                        + java.util.Base64.getMimeEncoder()
                                .encodeToString(FORCE.certificate().getEncoded())
                        + "\n-----END CERTIFICATE-----\n");

        assertThat(run(bundle, "sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"))
                .isEmpty();
        assertThat(run(
                        bundle,
                        "openssl",
                        "cms",
                        "-verify",
                        "-binary",
                        "-inform",
                        "DER",
                        "-in",
                        "SHA256SUMS.p7s",
                        "-content",
                        "SHA256SUMS",
                        "-CAfile",
                        pem.toString(),
                        "-purpose",
                        "any",
                        "-attime",
                        Long.toString(MADE.getEpochSecond()),
                        "-out",
                        folder.resolve("out").toString()))
                .containsIgnoringCase("successful");
    }

    @Test
    void another_key_is_named_as_such() throws IOException {
        BundleVerdict verdict = BundleVerifier.verify(zip(STRANGER), FORCE.certificate());

        assertThat(verdict.status()).isEqualTo(Status.WRONG_KEY);
        assertThat(verdict.message()).contains("Somebody Else").contains("Synthetic Constabulary");
    }

    @Test
    void a_signature_made_when_the_certificate_was_not_valid_is_named_as_such() throws IOException {
        BundleSigner expired =
                TestKeys.ec("Old force", Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2021-01-01T00:00:00Z"));
        BundleSigner sameKeyLongerDates = new BundleSigner(expired.key(), TestKeys.redated(expired, MADE));
        Path bundle = zip(sameKeyLongerDates);

        assertThat(BundleVerifier.verify(bundle, expired.certificate()).status())
                .isEqualTo(Status.EXPIRED_CERTIFICATE);
        assertThatThrownBy(() -> zip(expired)).isInstanceOf(CaidException.class).hasMessageContaining("renew it");
    }

    @Test
    void an_altered_byte_of_a_media_is_found_and_named() throws IOException {
        Path bundle = zip(FORCE);
        String path = BundleWriter.path(Samples.picture("picture two").md5());
        change(bundle, files -> Files.writeString(files.getPath(path), "picture twO"));

        BundleVerdict verdict = BundleVerifier.verify(bundle, FORCE.certificate());

        assertThat(verdict.status()).isEqualTo(Status.FILE_ALTERED);
        assertThat(verdict.message()).contains(path);
    }

    @Test
    void two_media_that_changed_places_are_named_as_swapped() throws IOException {
        Path bundle = zip(FORCE);
        String one = BundleWriter.path(Samples.picture("picture one").md5());
        String two = BundleWriter.path(Samples.picture("picture two").md5());
        change(bundle, files -> {
            Files.writeString(files.getPath(one), "picture two");
            Files.writeString(files.getPath(two), "picture one");
        });

        BundleVerdict verdict = BundleVerifier.verify(bundle, FORCE.certificate());

        assertThat(verdict.status()).isEqualTo(Status.FILES_SWAPPED);
        assertThat(verdict.message()).contains(one).contains(two);
    }

    @Test
    void a_missing_a_foreign_an_unsigned_and_an_altered_list_have_each_their_own_name() throws IOException {
        assertThat(after(f -> Files.delete(f.getPath(BundleWriter.VICS)))).isEqualTo(Status.FILE_MISSING);
        assertThat(after(f -> Files.writeString(f.getPath("more.txt"), "x"))).isEqualTo(Status.FILE_FOREIGN);
        assertThat(after(f -> Files.delete(f.getPath(BundleWriter.SIGNATURE)))).isEqualTo(Status.UNSIGNED);
        assertThat(after(f -> Files.delete(f.getPath(BundleWriter.SUMS)))).isEqualTo(Status.NOT_A_BUNDLE);
        assertThat(after(f -> Files.writeString(f.getPath(BundleWriter.SUMS), "0".repeat(64) + "  x\n")))
                .isEqualTo(Status.LIST_ALTERED);
        assertThat(after(f -> Files.writeString(f.getPath(BundleWriter.SIGNATURE), "no signature")))
                .isEqualTo(Status.LIST_ALTERED);
    }

    @Test
    void any_single_byte_changed_in_the_list_or_the_signature_is_noticed() throws IOException {
        Path bundle = folder.resolve("bytes");
        write(new FolderSink(bundle), FORCE);
        for (String name : List.of(BundleWriter.SUMS, BundleWriter.SIGNATURE, BundleWriter.FACTS)) {
            Path file = bundle.resolve(name);
            byte[] sound = Files.readAllBytes(file);
            // the certificate inside the signature is information only: the one that counts comes from elsewhere
            int last = name.equals(BundleWriter.SIGNATURE) ? 60 : sound.length;
            for (int i = 0; i < last; i += 7) {
                byte[] broken = sound.clone();
                int at = name.equals(BundleWriter.SIGNATURE) ? sound.length - 1 - i : i;
                broken[at] ^= 1;
                Files.write(file, broken);
                assertThat(BundleVerifier.verify(bundle, FORCE.certificate()).sound())
                        .as("%s byte %s", name, at)
                        .isFalse();
            }
            Files.write(file, sound);
        }
        assertThat(BundleVerifier.verify(bundle, FORCE.certificate()).sound()).isTrue();
    }

    @Test
    void the_store_giving_other_bytes_or_none_stops_the_bundle() {
        String sha256 = Samples.picture("picture two").sha256();
        store.put(sha256, "something else".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> zip(FORCE)).isInstanceOf(CaidException.class).hasMessageContaining("other bytes");

        store.remove(sha256);
        assertThatThrownBy(() -> zip(FORCE)).isInstanceOf(CaidException.class).hasMessageContaining("does not hold");
    }

    private Status after(Change change) throws IOException {
        Path bundle = zip(FORCE);
        change(bundle, change);
        return BundleVerifier.verify(bundle, FORCE.certificate()).status();
    }

    private interface Change {
        void in(FileSystem files) throws IOException;
    }

    private void change(Path bundle, Change change) throws IOException {
        try (FileSystem files = FileSystems.newFileSystem(bundle)) {
            change.in(files);
        }
    }

    private Path zip(BundleSigner signer) throws IOException {
        Path bundle = folder.resolve("bundle.zip");
        Path part = folder.resolve("bundle.part");
        try (OutputStream out = Files.newOutputStream(part)) {
            write(new ZipSink(out), signer);
        }
        return Files.move(part, bundle, StandardCopyOption.REPLACE_EXISTING);
    }

    private void write(BundleSink sink, BundleSigner signer) throws IOException {
        MediaBytes bytes = sha256 -> {
            if (!store.containsKey(sha256)) {
                throw new FileNotFoundException(sha256);
            }
            return new ByteArrayInputStream(store.get(sha256));
        };
        BundleFacts facts = new BundleFacts("OP-1", VicsProfile.UK, "uk-2014", 1, true, List.of(), MADE, "1.0");
        try (sink) {
            new BundleWriter(new VicsLinter(), bytes).write(sink, facts, signer, (vics, items) -> {
                VicsCase header = VicsCase.builder()
                        .caseId("0f0e0d0c-0b0a-0908-0706-050403020100")
                        .caseNumber("OP-1")
                        .build();
                List<VicsMedia> rows = texts.stream()
                        .map(Samples::picture)
                        .map(c -> VicsMedia.builder()
                                .md5(c.md5())
                                .sha1(c.sha1())
                                .relativeFilePath(BundleWriter.path(c.md5()))
                                .build())
                        .toList();
                VicsWriter.write(vics, VicsProfile.UK, header, rows.iterator());
                for (String text : texts) {
                    items.add(Samples.picture(text).md5(), Samples.picture(text).sha256(), true);
                }
            });
        }
    }

    private static String run(Path folder, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream()))) {
            String text = out.readAllAsString();
            process.waitFor();
            return text;
        }
    }
}
