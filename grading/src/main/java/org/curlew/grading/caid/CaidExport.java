package org.curlew.grading.caid;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import org.curlew.grading.media.MediaBytes;
import org.curlew.grading.vics.CaseContact;
import org.curlew.grading.vics.VicsProfile;
import org.curlew.storage.objects.PrivateFiles;
import org.curlew.triage.schemes.Scheme;
import org.curlew.triage.schemes.Schemes;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Makes the bundle of a case: as a draft whenever somebody wants to see it, and for sending after its release.
 */
@Service
public class CaidExport {

    private final JdbcClient jdbc;
    private final Exportable exportable;
    private final LeftOut leftOut;
    private final Schemes schemes;
    private final Releases releases;
    private final Uploads uploads;
    private final CaseVics vics;

    CaidExport(
            JdbcClient jdbc,
            Exportable exportable,
            LeftOut leftOut,
            Schemes schemes,
            Releases releases,
            Uploads uploads,
            CaseVics vics) {
        this.jdbc = jdbc;
        this.exportable = exportable;
        this.leftOut = leftOut;
        this.schemes = schemes;
        this.releases = releases;
        this.uploads = uploads;
        this.vics = vics;
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
        BundleWriter.Written written = write(file, caseId, scheme, Scope.EVERYTHING, facts, settings);
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
            throw new CaidException("Release " + releaseId
                    + (release.approved() == null
                            ? " is not approved: a second person decides first."
                            : " was refused by " + release.decidedBy() + ": ask for a new one."));
        }
        if (settings.signer() == null) {
            throw new CaidException("A released bundle is signed: configure the force's key.");
        }
        uploads.requireNone(releaseId);
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
        BundleWriter.Written written = write(file, release.caseId(), scheme, release.scope(), facts, settings);
        try {
            // somebody may have graded while the bundle was written
            releases.requireUnchanged(release, scheme);
        } catch (CaidException e) {
            Files.deleteIfExists(file);
            throw e;
        }
        long bundle = exportable.read(
                release.caseId(),
                scheme,
                release.scope(),
                items -> uploads.bundled(release, file.getFileName().toString(), written, person, items));
        return new Made(file, bundle, written.media(), written.sumsSha256());
    }

    private BundleWriter.Written write(
            Path file, long caseId, Scheme scheme, Scope scope, BundleFacts facts, Settings settings)
            throws IOException {
        leftOut.obstacle(caseId, facts.caseReference(), scheme, scope).ifPresent(reason -> {
            throw new CaidException(reason.words());
        });
        CaseVics.Wanted wanted =
                new CaseVics.Wanted(caseId, facts.caseReference(), scheme, scope, facts.profile(), settings.contact());
        Path part = file.resolveSibling(file.getFileName() + ".part");
        BundleWriter.Written written;
        try (OutputStream out = PrivateFiles.out(part);
                ZipSink sink = new ZipSink(out)) {
            written = new BundleWriter(vics.linter(), settings.bytes())
                    .write(
                            sink,
                            facts,
                            settings.signer(),
                            (json, items) -> vics.write(wanted, facts.toolVersion(), json, items));
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(part);
            throw e;
        }
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        return written;
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
}
