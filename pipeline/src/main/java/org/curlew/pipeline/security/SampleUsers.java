package org.curlew.pipeline.security;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.curlew.pipeline.security.Accounts.Created;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Invented people for the demonstration, one a role, each with a password made for this run and printed once. */
@Service
@ConditionalOnWebApplication
public class SampleUsers {

    private static final String MAKER = "demo";
    /** The team of the sample force's cases. */
    private static final String SAMPLE_TEAM = "POLIT";

    private final Accounts accounts;

    public SampleUsers(Accounts accounts) {
        this.accounts = accounts;
    }

    /** The sample users; those that are there already get a new password, since nobody can read the old one. */
    @Transactional
    public List<Created> create() {
        List<Created> users = new ArrayList<>();
        users.add(user("examiner", "Elin Example", Role.EXAMINER, Viewer.EVERY_TEAM));
        users.add(user("grader", "Gwen Example", Role.GRADER, Viewer.EVERY_TEAM));
        users.add(user("supervisor", "Sam Example", Role.POLIT_SUPERVISOR, SAMPLE_TEAM));
        users.add(user("vio", "Vik Example", Role.VIO, Viewer.EVERY_TEAM));
        users.add(user("command", "Cora Example", Role.COMMAND, Viewer.EVERY_TEAM));
        users.add(user("auditor", "Ada Example", Role.AUDITOR, Viewer.EVERY_TEAM));
        users.add(user("admin", "Alex Example", Role.ADMINISTRATOR, Viewer.EVERY_TEAM));
        users.add(user("welfare", "Wyn Example", Role.WELFARE, Viewer.EVERY_TEAM));
        // What two people must agree to (a plan, a release, a second grade) can be tried with these.
        users.add(user("deputy", "Dee Example", Role.POLIT_SUPERVISOR, SAMPLE_TEAM));
        users.add(user("second-grader", "Glyn Example", Role.GRADER, Viewer.EVERY_TEAM));
        users.add(user("second-vio", "Val Example", Role.VIO, Viewer.EVERY_TEAM));
        return users;
    }

    private Created user(String name, String displayName, Role role, String team) {
        Set<Role> roles = Set.of(role);
        boolean known = accounts.find(name).isPresent();
        Created created = known
                ? new Created(name, displayName, roles, accounts.reset(name, MAKER))
                : accounts.create(name, displayName, roles, Set.of(team), MAKER);
        accounts.keepPassword(name);
        return created;
    }
}
