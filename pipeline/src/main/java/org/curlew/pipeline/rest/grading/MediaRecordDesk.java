package org.curlew.pipeline.rest.grading;

import java.util.Collection;
import java.util.List;
import org.curlew.grading.agreement.SecondGrading;
import org.curlew.grading.attributes.Attribute;
import org.curlew.grading.attributes.Attributes;
import org.curlew.grading.attributes.Segments;
import org.curlew.grading.sessions.Conflict;
import org.curlew.grading.sessions.Grade;
import org.curlew.grading.sessions.Grades;
import org.curlew.grading.sessions.Grading;
import org.curlew.grading.sessions.GradingException;
import org.curlew.pipeline.security.CaseAccess;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Lookups;
import org.curlew.pipeline.web.grading.ExposureClock;
import org.curlew.pipeline.web.grading.GalleryDesk;
import org.curlew.pipeline.web.grading.Sitting;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What was said of the media of a case: grades, conflicts, attributes and parts of videos. Who is still to give a media its blind second
 * grade is shown nothing that was said of it before.
 */
@Service
@ConditionalOnWebApplication
class MediaRecordDesk {

    private static final String WHAT = "what is said of media";

    private final CaseAccess access;
    private final Lookups lookups;
    private final Grades grades;
    private final SecondGrading second;
    private final Attributes attributes;
    private final Segments segments;
    private final ExposureClock exposure;
    private final String scheme;

    MediaRecordDesk(
            CaseAccess access,
            Lookups lookups,
            Grades grades,
            SecondGrading second,
            Attributes attributes,
            Segments segments,
            ExposureClock exposure,
            @Value("${curlew.grading.scheme:uk-2014}") String scheme) {
        this.access = access;
        this.lookups = lookups;
        this.grades = grades;
        this.second = second;
        this.attributes = attributes;
        this.segments = segments;
        this.exposure = exposure;
        this.scheme = scheme;
    }

    List<Grade> grades(Viewer viewer, long caseId, String sha256) {
        mayRead(viewer, caseId, sha256);
        second.shown(caseId, List.of(sha256), viewer.name());
        return grades.history(caseId, sha256);
    }

    /** Open conflicts, the oldest first; without those of which the person is still to give a blind grade. */
    List<Conflict> conflicts(Viewer viewer, long caseId) {
        mayRead(viewer, caseId);
        List<Conflict> seen = grades.openConflicts(caseId).stream()
                .filter(c -> !second.blindFor(caseId, c.sha256(), viewer.name()))
                .toList();
        second.shown(caseId, seen.stream().map(Conflict::sha256).toList(), viewer.name());
        return seen;
    }

    List<Attributes.Said> attributes(Viewer viewer, long caseId, String sha256) {
        mayRead(viewer, caseId, sha256);
        return attributes.history(caseId, sha256);
    }

    @Transactional
    public void say(Viewer viewer, long caseId, Collection<String> media, Attribute name, String value, String basis) {
        mayChange(viewer, caseId);
        attributes.say(caseId, media, name, value, basis, viewer.name());
    }

    List<Segments.Segment> segments(Viewer viewer, long caseId, String sha256) {
        mayRead(viewer, caseId, sha256);
        second.shown(caseId, List.of(sha256), viewer.name());
        return segments.list(caseId, sha256);
    }

    @Transactional
    public Segments.Segment add(
            Viewer viewer, long caseId, String sha256, String code, long startMs, long endMs, Long session) {
        mayChange(viewer, caseId);
        Grading grading = new Grading(caseId, scheme, code, viewer.name(), session, Grading.Basis.VIEWED, "");
        Segments.Segment added = segments.add(grading, sha256, startMs, endMs);
        exposure.graded(new Sitting(viewer.name(), caseId, session), List.of(sha256), GalleryDesk.SMALL);
        return added;
    }

    @Transactional
    public void takeBack(Viewer viewer, long caseId, String sha256, long segment, String reason) {
        mayChange(viewer, caseId);
        segments.withdraw(new Segments.Withdrawal(caseId, scheme, sha256, segment, viewer.name(), reason));
    }

    private void mayChange(Viewer viewer, long caseId) {
        lookups.caseReference(caseId);
        access.requireToChange(viewer, caseId, WHAT);
    }

    private void mayRead(Viewer viewer, long caseId) {
        lookups.caseReference(caseId);
        access.check(viewer, caseId);
    }

    private void mayRead(Viewer viewer, long caseId, String sha256) {
        mayRead(viewer, caseId);
        if (second.blindFor(caseId, sha256, viewer.name())) {
            throw new GradingException(
                    "Media " + sha256
                            + " waits for a blind second grade that you may give: grade it first, then see what was said of it.");
        }
    }
}
