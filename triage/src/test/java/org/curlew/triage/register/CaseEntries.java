package org.curlew.triage.register;

import java.time.Instant;
import org.curlew.triage.register.CaseFile.CaseDetails;
import org.curlew.triage.register.ExhibitFile.ExhibitDetails;
import org.curlew.triage.register.ExhibitFile.LockState;
import org.curlew.triage.register.ExhibitFile.Route;

/** A case's details and a device's for tests, with the answers that the test is about; what it does not name is unknown. */
public final class CaseEntries {

    private CaseEntries() {}

    /** A case of indecent images in a specialist team's hands, opened at an instant. */
    public static Case images(long caseId, Instant opened) {
        return new Case(caseId, opened);
    }

    /** A device; both instants null where unknown. */
    public static Device device(long exhibitId, String kind, Instant seized, Instant submitted) {
        return new Device(exhibitId, kind, seized, submitted);
    }

    public static final class Case {

        private final long caseId;
        private final Instant opened;
        private String officer;
        private String team;
        private String supervisor;
        private String legalBasis;
        private String questions;

        private Case(long caseId, Instant opened) {
            this.caseId = caseId;
            this.opened = opened;
        }

        public Case officer(String name) {
            officer = name;
            return this;
        }

        public Case team(String name) {
            team = name;
            return this;
        }

        public Case supervisor(String name) {
            supervisor = name;
            return this;
        }

        /** What an examination needs before it begins; null or blank where it is missing. */
        public Case examined(String basis, String toAnswer) {
            legalBasis = basis;
            questions = toAnswer;
            return this;
        }

        public CaseDetails entry() {
            return new CaseDetails(
                    caseId,
                    OffenceClass.IIOC,
                    null,
                    null,
                    officer,
                    team,
                    supervisor,
                    true,
                    false,
                    false,
                    false,
                    false,
                    legalBasis,
                    questions,
                    opened,
                    null,
                    null);
        }
    }

    public static final class Device {

        private final long exhibitId;
        private final String kind;
        private final Instant seized;
        private final Instant submitted;
        private Long capacityBytes;
        private LockState lock = LockState.UNKNOWN;
        private Long owner;
        private Long user;
        private Route route;
        private String otherRoutes;

        private Device(long exhibitId, String kind, Instant seized, Instant submitted) {
            this.exhibitId = exhibitId;
            this.kind = kind;
            this.seized = seized;
            this.submitted = submitted;
        }

        public Device capacity(Long bytes) {
            capacityBytes = bytes;
            return this;
        }

        public Device lock(LockState state) {
            lock = state;
            return this;
        }

        public Device owner(Long personId) {
            owner = personId;
            return this;
        }

        public Device usedBy(Long personId) {
            user = personId;
            return this;
        }

        public Device inTheLab(String otherRoutesTried) {
            route = Route.LAB;
            otherRoutes = otherRoutesTried;
            return this;
        }

        public ExhibitDetails entry() {
            return new ExhibitDetails(
                    exhibitId,
                    kind,
                    null,
                    null,
                    null,
                    capacityBytes,
                    lock,
                    owner,
                    user,
                    seized,
                    submitted,
                    route,
                    null,
                    false,
                    false,
                    false,
                    otherRoutes);
        }
    }
}
