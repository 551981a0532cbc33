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

    private final Accounts accounts;

    public SampleUsers(Accounts accounts) {
        this.accounts = accounts;
    }

    /** The sample users; those that are there already get a new password, since nobody can read the old one. */
    @Transactional
    public List<Created> create() {
        List<Created> users = new ArrayList<>();
        users.add(user("examiner", "Elin Example", Set.of(Role.EXAMINER)));
        users.add(user("grader", "Gwen Example", Set.of(Role.GRADER)));
        users.add(user("supervisor", "Sam Example", Set.of(Role.POLIT_SUPERVISOR)));
        users.add(user("vio", "Vik Example", Set.of(Role.VIO)));
        users.add(user("command", "Cora Example", Set.of(Role.COMMAND)));
        users.add(user("auditor", "Ada Example", Set.of(Role.AUDITOR)));
        users.add(user("admin", "Alex Example", Set.of(Role.ADMINISTRATOR)));
        users.add(user("welfare", "Wyn Example", Set.of(Role.WELFARE)));
        return users;
    }

    private Created user(String name, String displayName, Set<Role> roles) {
        boolean known = accounts.find(name).isPresent();
        Created created = known
                ? new Created(name, displayName, roles, accounts.reset(name, MAKER))
                : accounts.create(name, displayName, roles, Set.of(Viewer.EVERY_TEAM), MAKER);
        accounts.keepPassword(name);
        return created;
    }
}
