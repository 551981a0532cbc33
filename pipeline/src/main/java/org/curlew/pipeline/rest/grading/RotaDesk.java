package org.curlew.pipeline.rest.grading;

import java.util.List;
import org.curlew.grading.exposure.Rota;
import org.curlew.grading.sessions.GradingException;
import org.curlew.pipeline.security.Accounts;
import org.curlew.pipeline.security.CaseAccess;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Lookups;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The rota over the accounts that may grade, in the cases that the supervisor may see. */
@Service
@ConditionalOnWebApplication
class RotaDesk {

    private static final String WHAT = "who grades the case";

    private final CaseAccess access;
    private final Lookups lookups;
    private final Accounts accounts;
    private final Rota rota;
    private final String scheme;

    RotaDesk(
            CaseAccess access,
            Lookups lookups,
            Accounts accounts,
            Rota rota,
            @Value("${curlew.grading.scheme:uk-2014}") String scheme) {
        this.access = access;
        this.lookups = lookups;
        this.accounts = accounts;
        this.rota = rota;
        this.scheme = scheme;
    }

    List<Rota.Place> order() {
        return rota.order(graders(), scheme);
    }

    List<Rota.Allocation> allocations(Viewer viewer, long caseId) {
        lookups.caseReference(caseId);
        access.require(viewer, caseId, WHAT);
        return rota.allocations(caseId);
    }

    @Transactional
    public List<Rota.Allocation> allocate(Viewer viewer, long caseId, String grader, String why) {
        lookups.caseReference(caseId);
        access.requireToChange(viewer, caseId, WHAT);
        if (!graders().contains(grader)) {
            throw new GradingException("Nobody named '" + grader + "' grades: choose one of the rota.");
        }
        rota.allocate(caseId, grader, why == null ? "" : why.strip(), viewer.name());
        return rota.allocations(caseId);
    }

    private List<String> graders() {
        return accounts.all().stream()
                .filter(a -> a.roles().contains(Role.GRADER) && a.disabledAt() == null)
                .map(Accounts.Account::name)
                .toList();
    }
}
