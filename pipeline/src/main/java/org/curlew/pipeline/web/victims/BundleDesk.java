package org.curlew.pipeline.web.victims;

import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.curlew.grading.caid.CaidExport;
import org.curlew.grading.caid.LeftOut;
import org.curlew.grading.caid.Obstacle;
import org.curlew.grading.caid.Releases;
import org.curlew.grading.caid.Scope;
import org.curlew.grading.caid.Uploads;
import org.curlew.grading.vics.VicsProfile;
import org.curlew.pipeline.security.CaseAccess;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Lookups;
import org.curlew.pipeline.web.NotFoundException;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Releases and bundles of the cases that the person may see; the services write their own entries in the ledger. */
@Service
@ConditionalOnWebApplication
public class BundleDesk {

    private final CaseAccess access;
    private final Lookups lookups;
    private final Releases releases;
    private final Uploads uploads;
    private final LeftOut leftOut;
    private final BundleMaker maker;
    private final JdbcClient jdbc;

    BundleDesk(
            CaseAccess access,
            Lookups lookups,
            Releases releases,
            Uploads uploads,
            LeftOut leftOut,
            BundleMaker maker,
            JdbcClient jdbc) {
        this.access = access;
        this.lookups = lookups;
        this.releases = releases;
        this.uploads = uploads;
        this.leftOut = leftOut;
        this.maker = maker;
        this.jdbc = jdbc;
    }

    /** A bundle and how many of its media stand where on their way to CAID. */
    public record Bundle(
            long id,
            long releaseId,
            String name,
            String sums,
            long media,
            String madeBy,
            OffsetDateTime madeAt,
            long inBundle,
            long sent,
            long received,
            long rejected) {}

    /** Why that part of the case cannot go now, the linter's findings among it; empty where nothing stands against it. */
    public List<Obstacle> obstacles(Viewer viewer, long caseId, String scheme, Scope scope) {
        require(viewer, caseId, "what stands against a release");
        return releases.obstacles(caseId, scheme, scope, VicsProfile.UK);
    }

    /** Media of the case that do not go because their bytes were disposed of, and who left them out and why. */
    public List<LeftOut.Item> leftOut(Viewer viewer, long caseId) {
        require(viewer, caseId, "media left out of bundles");
        return leftOut.ofCase(caseId);
    }

    @Transactional
    public List<LeftOut.Item> leaveOut(Viewer viewer, long caseId, String scheme, String reason) {
        lookups.caseReference(caseId);
        access.requireToChange(viewer, caseId, "media left out of bundles");
        return leftOut.leaveOut(caseId, scheme, reason, viewer.name());
    }

    @Transactional
    public Releases.Release request(Viewer viewer, long caseId, String scheme, VicsProfile profile, Scope scope) {
        lookups.caseReference(caseId);
        access.requireToChange(viewer, caseId, "release");
        return releases.request(caseId, scheme, profile, scope, viewer.name());
    }

    /** Releases of the case, the newest first. */
    public List<Releases.Release> releasesOf(Viewer viewer, long caseId) {
        require(viewer, caseId, "releases");
        return releases.ofCase(caseId);
    }

    /**
     * Makes and signs the bundle of an approved release, in the folder of bundles on the server. It never passes through a browser: it
     * holds the media themselves.
     */
    public CaidExport.Made make(Viewer viewer, long releaseId) throws IOException {
        requireRelease(releaseId);
        access.requireToChange(viewer, releases.get(releaseId).caseId(), "bundle of release " + releaseId);
        return maker.make(releaseId, viewer.name());
    }

    public Releases.Release find(Viewer viewer, long releaseId) {
        requireRelease(releaseId);
        Releases.Release release = releases.get(releaseId);
        access.require(viewer, release.caseId(), "release " + releaseId);
        return release;
    }

    @Transactional
    public Releases.Release decide(Viewer viewer, long releaseId, boolean approve, String reason) {
        requireRelease(releaseId);
        access.requireToChange(viewer, releases.get(releaseId).caseId(), "release " + releaseId);
        return releases.decide(releaseId, approve, viewer.name(), reason);
    }

    public List<Bundle> ofCase(Viewer viewer, long caseId) {
        require(viewer, caseId, "bundles");
        return jdbc.sql("""
                        select b.id, b.release_id, b.name, b.sums, b.media, b.made_by, b.made_at,
                               count(*) filter (where u.state = 'IN_BUNDLE') as in_bundle,
                               count(*) filter (where u.state = 'SENT') as sent,
                               count(*) filter (where u.state = 'RECEIVED') as received,
                               count(*) filter (where u.state = 'REJECTED') as rejected
                        from caid_bundle b join caid_release r on r.id = b.release_id
                        left join lateral (select distinct on (sha256) state from caid_upload where bundle_id = b.id
                                           order by sha256, id desc) u on true
                        where r.case_id = ? group by b.id order by b.id
                        """).param(caseId).query(Bundle.class).list();
    }

    @Transactional
    public void sent(Viewer viewer, long bundleId, String recipient) {
        access.requireToChange(viewer, caseOf(bundleId), "sending of bundle " + bundleId);
        uploads.sent(bundleId, viewer.name(), recipient);
    }

    /** Enters CAID's receipt, with its reason for each rejected media; all others were received. */
    @Transactional
    public int receipt(Viewer viewer, long bundleId, Map<String, String> rejected) {
        access.requireToChange(viewer, caseOf(bundleId), "receipt of bundle " + bundleId);
        return uploads.receipt(bundleId, rejected, viewer.name());
    }

    /** The case that a release or bundle is of, for the way back. */
    long caseOfRelease(long releaseId) {
        requireRelease(releaseId);
        return releases.get(releaseId).caseId();
    }

    long caseOfBundle(long bundleId) {
        return caseOf(bundleId);
    }

    private void require(Viewer viewer, long caseId, String what) {
        lookups.caseReference(caseId);
        access.require(viewer, caseId, what);
    }

    private void requireRelease(long id) {
        exists("select case_id from caid_release where id = ?", id, "release");
    }

    private long caseOf(long bundleId) {
        return exists(
                "select r.case_id from caid_bundle b join caid_release r on r.id = b.release_id where b.id = ?",
                bundleId,
                "bundle");
    }

    private long exists(String sql, long id, String what) {
        return jdbc.sql(sql)
                .param(id)
                .query(Long.class)
                .optional()
                .orElseThrow(() -> new NotFoundException("There is no " + what + " " + id));
    }
}
