package org.curlew.grading.caid;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.curlew.grading.attributes.Extras;
import org.curlew.grading.media.ExhibitMedia;
import org.curlew.grading.media.Media;
import org.curlew.grading.vics.CaseContact;
import org.curlew.grading.vics.MediaToVics;
import org.curlew.grading.vics.VicsProfile;
import org.curlew.grading.vics.VicsWriter;
import org.curlew.grading.vics.lint.LintReport;
import org.curlew.grading.vics.lint.LintRule;
import org.curlew.grading.vics.lint.VicsLinter;
import org.curlew.triage.schemes.Scheme;
import org.curlew.triage.vics.VicsCase;
import org.curlew.triage.vics.VicsMedia;
import org.springframework.stereotype.Service;

/**
 * Writes the VICS file of what goes to CAID, and holds it against the linter before anybody is asked to release it. A content that
 * nobody graded because a set knows it goes as a row without its bytes: the receiver has them.
 */
@Service
class CaseVics {

    private final Media media;
    private final Exportable exportable;
    private final Extras extras;
    private final VicsLinter linter;

    CaseVics(Media media, Exportable exportable, Extras extras, VicsLinter linter) {
        this.media = media;
        this.exportable = exportable;
        this.extras = extras;
        this.linter = linter;
    }

    /** What is asked for. */
    record Wanted(
            long caseId, String reference, Scheme scheme, Scope scope, VicsProfile profile, CaseContact contact) {}

    VicsLinter linter() {
        return linter;
    }

    /** Writes the file and tells of each content in it. */
    void write(Wanted wanted, String toolVersion, OutputStream vics, BundleWriter.Items out) {
        CaseContact contact = wanted.contact();
        VicsCase header = VicsCase.builder()
                .caseId(UUID.nameUUIDFromBytes(("curlew\n" + wanted.reference()).getBytes(StandardCharsets.UTF_8))
                        .toString())
                .caseNumber(wanted.reference())
                .contactOrganization(contact.organization())
                .contactName(contact.name())
                .contactPhone(contact.phone())
                .contactEmail(contact.email())
                .contactTitle(contact.title())
                .sourceApplicationName("Curlew")
                .sourceApplicationVersion(toolVersion)
                .build();
        String scheme = wanted.scheme().name();
        exportable.readBeside(
                wanted.caseId(),
                wanted.scheme(),
                wanted.scope(),
                decisions -> media.forCase(
                        wanted.caseId(),
                        Exportable.TABLE,
                        all -> extras.read(wanted.caseId(), scheme, attributes -> {
                            Decided decided = new Decided(decisions, all);
                            MediaToVics rows = new MediaToVics(
                                    decided,
                                    scheme,
                                    null,
                                    (contents, row) -> finish(contents, row, decided, attributes, out));
                            return VicsWriter.write(vics, wanted.profile(), header, rows);
                        })));
    }

    /**
     * What goes, whoever sends it with whatever version.
     *
     * @param sha256 of the file, with neither contact nor version
     */
    record Contents(String sha256, long media) {}

    /** What two people agree on: not grades alone, but every word that would go with them. */
    Contents contents(Wanted wanted) {
        Wanted unsigned = new Wanted(
                wanted.caseId(),
                wanted.reference(),
                wanted.scheme(),
                wanted.scope(),
                wanted.profile(),
                CaseContact.NONE);
        long[] media = {0};
        try (DigestOutputStream out =
                new DigestOutputStream(OutputStream.nullOutputStream(), MessageDigest.getInstance("SHA-256"))) {
            write(unsigned, "", out, (md5, sha256, withFile) -> media[0]++);
            return new Contents(HexFormat.of().formatHex(out.getMessageDigest().digest()), media[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** What the linter says of the file as it would go; empty where it passes. */
    List<String> lintErrors(Wanted wanted) {
        try {
            Path file = Files.createTempFile("curlew-lint", ".json");
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
                write(wanted, "lint", out, (md5, sha256, withFile) -> {});
                out.flush();
                return errors(linter.lint(file));
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (CaidException e) {
            return e.reasons();
        }
    }

    /** The findings that stop a release. */
    static List<String> errors(LintReport report) {
        if (!report.complete()) {
            return List.of("The VICS file does not pass the linter: " + report.refusal());
        }
        return report.findings().stream()
                .filter(f -> f.rule().severity() == LintRule.Severity.ERROR)
                .map(f -> "The VICS file does not pass the linter: " + f)
                .toList();
    }

    private static void finish(
            List<ExhibitMedia> contents,
            VicsMedia.Builder row,
            Decided decided,
            Extras.Cursor attributes,
            BundleWriter.Items out) {
        ExhibitMedia first = contents.getFirst();
        if (contents.size() > 1) {
            throw new CaidException("Contents " + first.content().sha256() + " and "
                    + contents.get(1).content().sha256() + " share the MD5 "
                    + first.content().md5()
                    + ", by which CAID names files: hand one of them over apart.");
        }
        Exportable.Item item = decided.item(first.content().sha256());
        attributes.apply(item.md5(), item.sha256(), row);
        row.category(item.number());
        if (item.bytes()) {
            row.relativeFilePath(BundleWriter.path(item.md5()));
        }
        try {
            out.add(item.md5(), item.sha256(), item.bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of a case's media, those that were decided to go; both come in the same order, so one pass over both will do. */
    private static final class Decided implements Iterator<ExhibitMedia> {

        private final Iterator<Exportable.Item> decisions;
        private final Iterator<ExhibitMedia> all;
        private final ArrayDeque<Exportable.Item> recent = new ArrayDeque<>();
        private ExhibitMedia next;

        Decided(Iterator<Exportable.Item> decisions, Iterator<ExhibitMedia> all) {
            this.decisions = decisions;
            this.all = all;
            advance();
        }

        Exportable.Item item(String sha256) {
            return recent.stream()
                    .filter(item -> item.sha256().equals(sha256))
                    .findFirst()
                    .orElseThrow();
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public ExhibitMedia next() {
            if (next == null) {
                throw new NoSuchElementException();
            }
            ExhibitMedia current = next;
            advance();
            return current;
        }

        private void advance() {
            next = null;
            if (!decisions.hasNext()) {
                return;
            }
            Exportable.Item decision = decisions.next();
            // the row maker looks one media ahead, for contents that share an MD5
            recent.addLast(decision);
            if (recent.size() > 3) {
                recent.removeFirst();
            }
            while (all.hasNext()) {
                ExhibitMedia candidate = all.next();
                if (candidate.content().sha256().equals(decision.sha256())) {
                    next = candidate;
                    return;
                }
            }
            throw new IllegalStateException("the decided media " + decision.sha256() + " is not in the case");
        }
    }
}
