package org.curlew.storage.retention;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.curlew.storage.ledger.CanonicalJson;
import org.curlew.storage.ledger.LedgerSigner;
import org.curlew.storage.objects.PrivateFiles;
import org.springframework.jdbc.core.JdbcTemplate;

/** The proof of a disposal: what, when, by whom, under which rule, with the digests; signed with the force's key. */
public final class DisposalCertificates {

    private static final int FETCH = 5_000;

    private final JdbcTemplate jdbc;
    private final RetentionRules rules;
    private final LedgerSigner signer;

    public DisposalCertificates(JdbcTemplate jdbc, RetentionRules rules, LedgerSigner signer) {
        this.jdbc = jdbc;
        this.rules = rules;
        this.signer = signer;
    }

    /** @param sha256 of the text, lower-case hex */
    record Signed(String text, byte[] signature, String sha256) {}

    /** To be called in a transaction: the digests are read by a cursor. */
    Signed make(Disposal disposal, Retention.Item item, Instant done) {
        MessageDigest list = sha256();
        digests(
                disposal.id(),
                (sha256, bytes) -> list.update((sha256 + "," + bytes + "\n").getBytes(StandardCharsets.US_ASCII)));
        Map<String, Object> what = new LinkedHashMap<>();
        what.put("class", item.of().name());
        what.put("case", item.caseReference());
        what.put("exhibit", item.exhibitReference());
        what.put("media", disposal.media());
        what.put("bytes", disposal.bytes());
        what.put("keptForOtherExhibits", disposal.keptForOthers());
        what.put("digestsSha256", HexFormat.of().formatHex(list.digest()));
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("id", disposal.rule());
        rule.put("version", disposal.ruleVersion());
        rule.put("dueOn", disposal.dueOn().toString());
        rules.rules().stream()
                .filter(each ->
                        each.id().equals(disposal.rule()) && rules.version().equals(disposal.ruleVersion()))
                .forEach(each -> {
                    rule.put("source", each.source());
                    rule.put("mark", each.mark().name());
                });
        Map<String, Object> certificate = new LinkedHashMap<>();
        certificate.put("certificate", "curlew disposal 1");
        certificate.put("disposal", disposal.id());
        certificate.put("what", what);
        certificate.put("rule", rule);
        certificate.put("reason", disposal.reason());
        certificate.put("proposedBy", disposal.proposedBy());
        certificate.put("proposedAt", disposal.proposedAt().toString());
        certificate.put("approvedBy", disposal.decidedBy());
        certificate.put("approvedAt", disposal.decidedAt().toString());
        certificate.put("erasedAt", disposal.erasedAt().toString());
        certificate.put("bytesGoneAt", done.toString());
        certificate.put("kept", "digests, notes, grades, reports and the ledger");
        String text = CanonicalJson.of(certificate);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Signed(text, signer.sign(bytes), HexFormat.of().formatHex(sha256().digest(bytes)));
    }

    /** Writes certificate.json, certificate.p7s (CMS, detached, DER) and digests.csv, whose SHA-256 the certificate holds. */
    public void write(long disposal, Path folder) {
        try {
            PrivateFiles.folder(folder);
            jdbc.query(
                    "select certificate, signature from disposal where id = ? and state = 'DONE'",
                    row -> {
                        try {
                            PrivateFiles.write(
                                    folder.resolve("certificate.json"),
                                    row.getString(1).getBytes(StandardCharsets.UTF_8));
                            PrivateFiles.write(folder.resolve("certificate.p7s"), row.getBytes(2));
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    },
                    disposal);
            if (!Files.exists(folder.resolve("certificate.json"))) {
                throw new RetentionException("Disposal " + disposal + " has no certificate yet: it is not done");
            }
            try (BufferedWriter out = PrivateFiles.writer(folder.resolve("digests.csv"))) {
                digests(disposal, (sha256, bytes) -> {
                    try {
                        out.write(sha256 + "," + bytes + "\n");
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
            }
        } catch (IOException | UncheckedIOException e) {
            throw new RetentionException("The certificate cannot be written to " + folder + ": " + e.getMessage(), e);
        }
    }

    private void digests(long disposal, BiConsumer<String, Long> each) {
        JdbcTemplate streaming = new JdbcTemplate(jdbc.getDataSource());
        streaming.setFetchSize(FETCH);
        streaming.query(
                "select sha256, bytes from disposal_content where disposal_id = ? order by sha256",
                row -> {
                    each.accept(HexFormat.of().formatHex(row.getBytes(1)), row.getLong(2));
                },
                disposal);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }
}
