package org.curlew.grading.caid;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.curlew.grading.media.ExhibitMedia;
import org.curlew.grading.media.Media;
import org.curlew.grading.media.MediaBytes;
import org.curlew.grading.vics.CaseContact;
import org.curlew.grading.vics.MediaToVics;
import org.curlew.grading.vics.VicsProfile;
import org.curlew.grading.vics.VicsWriter;
import org.curlew.grading.vics.lint.VicsLinter;
import org.curlew.triage.schemes.Scheme;
import org.curlew.triage.schemes.Schemes;
import org.curlew.triage.vics.VicsCase;
import org.curlew.triage.vics.VicsMedia;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Makes the bundle of a case: as a draft whenever somebody wants to see it, and for sending after its release. A content that nobody
 * graded because a set knows it goes as a row without its bytes: the receiver has them.
 */
@Service
public class CaidExport {

    private final JdbcClient jdbc;
    private final Media media;
    private final Exportable exportable;
    private final Schemes schemes;
    private final Releases releases;
    private final Uploads uploads;
    private final VicsLinter linter;

    CaidExport(
            JdbcClient jdbc,
            Media media,
            Exportable exportable,
            Schemes schemes,
            Releases releases,
            Uploads uploads,
            VicsLinter linter) {
        this.jdbc = jdbc;
        this.media = media;
        this.exportable = exportable;
        this.schemes = schemes;
        this.releases = releases;
        this.uploads = uploads;
        this.linter = linter;
    }

    /**
     * How a bundle is made.
     *
     * @param made the time in the bundle and its signature
     * @param signer null for none; a released bundle must have one
     */
    public record Settings(
            MediaBytes bytes, Instant made, BundleSigner signer, String toolVersion, CaseContact contact) {

        public Settings {
            contact = contact == null ? CaseContact.NONE : contact;
        }
    }

    /** A bundle that was made; {@code bundleId} is null for a draft. */
    public record Made(Path file, Long bundleId, long media, String sumsSha256) {}

    /**
     * Makes a draft, marked so inside and by its name.
     *
     * @param folder must exist; the file is named after case and profile
     */
    public Made draft(long caseId, String schemeName, VicsProfile profile, Path folder, Settings settings)
            throws IOException {
        Scheme scheme = schemes.get(schemeName);
        String reference = reference(caseId);
        BundleFacts facts = new BundleFacts(
                reference,
                profile,
                scheme.name(),
                scheme.version(),
                true,
                List.of(),
                settings.made(),
                settings.toolVersion());
        Path file = folder.resolve(name(reference, profile) + "-DRAFT.zip");
        BundleWriter.Written written = write(file, caseId, scheme, facts, settings);
        return new Made(file, null, written.media(), written.sumsSha256());
    }

    /**
     * Makes the bundle of an approved release and enters each of its contents in the upload ledger.
     *
     * @throws CaidException it is not approved, has no key, or the case was graded on since
     */
    public Made released(long releaseId, String person, Path folder, Settings settings) throws IOException {
        Releases.Release release = releases.get(releaseId);
        if (!Boolean.TRUE.equals(release.approved())) {
            throw new CaidException("Release " + releaseId + " is not approved: a second person decides first.");
        }
        if (settings.signer() == null) {
            throw new CaidException("A released bundle is signed: configure the force's key.");
        }
        Scheme scheme = schemes.get(release.scheme());
        releases.requireUnchanged(release, scheme);
        String reference = reference(release.caseId());
        BundleFacts facts = new BundleFacts(
                reference,
                release.profile(),
                scheme.name(),
                scheme.version(),
                false,
                List.of(release.requestedBy(), release.decidedBy()),
                settings.made(),
                settings.toolVersion());
        Path file = folder.resolve(name(reference, release.profile()) + "-" + releaseId + ".zip");
        BundleWriter.Written written = write(file, release.caseId(), scheme, facts, settings);
        long bundle = exportable.read(
                release.caseId(),
                scheme,
                items -> uploads.bundled(release, file.getFileName().toString(), written, person, items));
        return new Made(file, bundle, written.media(), written.sumsSha256());
    }

    private BundleWriter.Written write(Path file, long caseId, Scheme scheme, BundleFacts facts, Settings settings)
            throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        BundleWriter.Written written;
        try (OutputStream out = Files.newOutputStream(part);
                ZipSink sink = new ZipSink(out)) {
            written = new BundleWriter(linter, settings.bytes())
                    .write(
                            sink,
                            facts,
                            settings.signer(),
                            (vics, items) -> content(caseId, scheme, facts, settings, vics, items));
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(part);
            throw e;
        }
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        return written;
    }

    private void content(
            long caseId,
            Scheme scheme,
            BundleFacts facts,
            Settings settings,
            OutputStream vics,
            BundleWriter.Items out) {
        CaseContact contact = settings.contact();
        VicsCase header = VicsCase.builder()
                .caseId(UUID.nameUUIDFromBytes(("curlew\n" + facts.caseReference()).getBytes(StandardCharsets.UTF_8))
                        .toString())
                .caseNumber(facts.caseReference())
                .contactOrganization(contact.organization())
                .contactName(contact.name())
                .contactPhone(contact.phone())
                .contactEmail(contact.email())
                .contactTitle(contact.title())
                .sourceApplicationName("Curlew")
                .sourceApplicationVersion(facts.toolVersion())
                .build();
        exportable.read(
                caseId,
                scheme,
                decisions -> media.forCase(caseId, all -> {
                    Decided decided = new Decided(decisions, all);
                    MediaToVics rows = new MediaToVics(
                            decided, scheme.name(), null, (contents, row) -> finish(contents, row, decided, out));
                    return VicsWriter.write(vics, facts.profile(), header, rows);
                }));
    }

    private static void finish(
            List<ExhibitMedia> contents, VicsMedia.Builder row, Decided decided, BundleWriter.Items out) {
        ExhibitMedia first = contents.getFirst();
        if (contents.size() > 1) {
            throw new CaidException("Contents " + first.content().sha256() + " and "
                    + contents.get(1).content().sha256() + " share the MD5 "
                    + first.content().md5()
                    + ", by which CAID names files: hand one of them over apart.");
        }
        Exportable.Item item = decided.item(first.content().sha256());
        row.category(item.number());
        if (item.graded()) {
            row.relativeFilePath(BundleWriter.path(item.md5()));
        }
        try {
            out.add(item.md5(), item.sha256(), item.graded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String reference(long caseId) {
        return jdbc.sql("select reference from case_file where id = ?")
                .param(caseId)
                .query(String.class)
                .optional()
                .orElseThrow(() -> new CaidException("There is no case " + caseId + "."));
    }

    private static String name(String reference, VicsProfile profile) {
        return reference.replaceAll("[^A-Za-z0-9._-]", "_") + "-" + profile.label();
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
