package org.curlew.pipeline.security;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.curlew.triage.register.Times;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The accounts of the application's own sign-in: who there is, with which roles and teams. */
@Service
@ConditionalOnWebApplication
public class Accounts {

    /** What a sign-in name looks like. */
    static final String NAME = "[a-z][a-z0-9._-]{1,39}";

    private static final String SELECT = """
            select u.*, array(select role from app_user_role r where r.user_id = u.id order by role) as roles,
                   array(select team from app_user_team t where t.user_id = u.id order by team) as teams
            from app_user u
            """;

    private final JdbcClient jdbc;
    private final Passwords passwords;
    private final Clock clock;

    public Accounts(JdbcClient jdbc, Passwords passwords, Clock clock) {
        this.jdbc = jdbc;
        this.passwords = passwords;
        this.clock = clock;
    }

    /**
     * An account without its secrets.
     *
     * @param lockedUntil null while it is not locked
     * @param disabledAt null while it may sign in
     */
    public record Account(
            long id,
            String name,
            String displayName,
            Set<Role> roles,
            Set<String> teams,
            boolean mustChange,
            boolean secondFactor,
            Instant lockedUntil,
            Instant disabledAt,
            Instant changedAt) {

        public Viewer viewer() {
            return new Viewer(id, name, displayName, roles, teams, mustChange);
        }
    }

    /** A new account with the only copy of its one-time password. */
    public record Created(String name, String displayName, Set<Role> roles, String oneTimePassword) {}

    public boolean none() {
        return jdbc.sql("select not exists (select from app_user)")
                .query(Boolean.class)
                .single();
    }

    public List<Account> all() {
        return jdbc.sql(SELECT + " order by u.name").query(Accounts::account).list();
    }

    public Optional<Account> find(String name) {
        return jdbc.sql(SELECT + " where u.name = ?")
                .param(name)
                .query(Accounts::account)
                .optional();
    }

    /** Whether this is an open account of a POLIT supervisor, who can be the second person of a downgrade. */
    public boolean supervises(String name) {
        return find(name)
                .filter(a -> a.disabledAt() == null && a.roles().contains(Role.POLIT_SUPERVISOR))
                .isPresent();
    }

    Optional<Account> find(long id) {
        return jdbc.sql(SELECT + " where u.id = ?")
                .param(id)
                .query(Accounts::account)
                .optional();
    }

    /** Creates an account; its password must be changed when it is first used. */
    @Transactional
    public Created create(String name, String displayName, Set<Role> roles, Set<String> teams, String actor) {
        if (name == null || !name.matches(NAME)) {
            throw new AccountException(
                    "The sign-in name has 2 to 40 small letters, digits, dots, dashes; it starts with a letter");
        }
        if (displayName == null || displayName.isBlank() || displayName.length() > 100) {
            throw new AccountException("Give the person's name, of up to 100 characters");
        }
        if (find(name).isPresent()) {
            throw new AccountException("The sign-in name " + name + " is taken: choose another");
        }
        String password = passwords.oneTime();
        Long id = jdbc.sql("""
                        insert into app_user (name, display_name, password_hash, changed_at, created_at, created_by)
                        values (:name, :display, :hash, :now, :now, :actor) returning id
                        """)
                .param("name", name)
                .param("display", displayName.strip())
                .param("hash", passwords.hash(password))
                .param("now", now())
                .param("actor", actor)
                .query(Long.class)
                .single();
        grant(id, roles, teams);
        event(name, actor, "CREATED", describe(roles, teams));
        return new Created(name, displayName, roles, password);
    }

    /** Replaces roles and teams; open sessions have the new ones at their next request. */
    @Transactional
    public void setRolesAndTeams(String name, Set<Role> roles, Set<String> teams, String actor) {
        Account account = require(name);
        boolean lastAdministrator = account.roles().contains(Role.ADMINISTRATOR)
                && !roles.contains(Role.ADMINISTRATOR)
                && otherAdministrators(account.id()) == 0;
        if (lastAdministrator) {
            throw new AccountException("Nobody else is an administrator: give that role to another person first");
        }
        grant(account.id(), roles, teams);
        touch(account.id());
        event(name, actor, "ROLES", describe(roles, teams));
    }

    /** Replaces roles and teams where they differ, as someone outside decided; the last administrator may go. */
    void replace(Account account, Set<Role> roles, Set<String> teams, String actor) {
        if (!account.roles().equals(roles) || !account.teams().equals(teams)) {
            grant(account.id(), roles, teams);
            touch(account.id());
            event(account.name(), actor, "ROLES", describe(roles, teams));
        }
    }

    /** Takes or gives back the right to sign in; either ends the account's sessions and tokens. */
    @Transactional
    public void setDisabled(String name, boolean disabled, String actor) {
        Account account = require(name);
        if (disabled && account.roles().contains(Role.ADMINISTRATOR) && otherAdministrators(account.id()) == 0) {
            throw new AccountException("Nobody else is an administrator: give that role to another person first");
        }
        jdbc.sql("update app_user set disabled_at = ?, failures = 0, locked_until = null, changed_at = ? where id = ?")
                .params(disabled ? now() : null, now(), account.id())
                .update();
        endSessions(account.id(), disabled ? "account closed" : "account opened");
        event(name, actor, disabled ? "CLOSED" : "OPENED", "");
    }

    /** Gives the account a new one-time password, lifts a lock and a second factor, and ends its sessions and tokens. */
    @Transactional
    public String reset(String name, String actor) {
        Account account = require(name);
        boolean local = jdbc.sql("select issuer is null from app_user where id = ?")
                .param(account.id())
                .query(Boolean.class)
                .single();
        if (!local) {
            throw new AccountException(name + " signs in through the force's provider and has no password here");
        }
        String password = passwords.oneTime();
        jdbc.sql("""
                        update app_user set password_hash = ?, must_change = true, second_factor = null, failures = 0,
                               locked_until = null, changed_at = ? where id = ?
                        """).params(passwords.hash(password), now(), account.id()).update();
        endSessions(account.id(), "password reset");
        event(name, actor, "PASSWORD_RESET", "");
        return password;
    }

    /** Lets a generated password stand: for sample users, whose password is made anew for each demonstration. */
    void keepPassword(String name) {
        jdbc.sql("update app_user set must_change = false where name = ?")
                .param(name)
                .update();
    }

    /**
     * Changes one's own password. Every other session of the account ends.
     *
     * @param keep the session that asks, which goes on
     */
    @Transactional(noRollbackFor = AccountException.class)
    public void changePassword(Viewer viewer, String old, String fresh, long keep) {
        String hash = requirePassword(viewer, old);
        passwords.requireFit(fresh, viewer.name());
        if (passwords.matches(fresh, hash)) {
            throw new AccountException("Choose a password that is not the present one");
        }
        jdbc.sql("update app_user set password_hash = ?, must_change = false, changed_at = ? where id = ?")
                .params(passwords.hash(fresh), now(), viewer.id())
                .update();
        jdbc.sql("""
                        update app_session set ended_at = ?, end_reason = 'password changed'
                        where user_id = ? and id <> ? and ended_at is null
                        """).params(now(), viewer.id(), keep).update();
        event(viewer.name(), viewer.name(), "PASSWORD_CHANGED", "");
    }

    /**
     * Refuses somebody who sits at a session and does not know the password of its account. Called in a transaction that an
     * {@link AccountException} does not roll back, so that the wrong try is kept.
     *
     * @return its hash
     */
    String requirePassword(Viewer viewer, String password) {
        String hash = jdbc.sql("select password_hash from app_user where id = ?")
                .param(viewer.id())
                .query(String.class)
                .single();
        if (!passwords.matches(password == null ? "" : password, hash)) {
            event(viewer.name(), viewer.name(), "PASSWORD_REFUSED", "");
            throw new AccountException("That is not your present password");
        }
        return hash;
    }

    /** The last acts on accounts, newest first. */
    public record AccountEvent(Instant at, String name, String actor, String what, String detail) {}

    public List<AccountEvent> events(int limit) {
        return jdbc.sql("select at, name, actor, what, detail from account_event order by id desc limit ?")
                .param(limit)
                .query((row, n) -> new AccountEvent(
                        Times.instant(row, "at"),
                        row.getString("name"),
                        row.getString("actor"),
                        row.getString("what"),
                        row.getString("detail")))
                .list();
    }

    /** Adds to the record of what accounts did. */
    void event(String name, String actor, String what, String detail) {
        jdbc.sql("insert into account_event (at, name, actor, what, detail) values (?, ?, ?, ?, ?)")
                .params(now(), name, actor, what, detail)
                .update();
    }

    private Account require(String name) {
        return find(name).orElseThrow(() -> new AccountException("There is no account " + name));
    }

    private long otherAdministrators(long id) {
        return jdbc.sql("""
                        select count(*) from app_user_role r join app_user u on u.id = r.user_id
                        where r.role = 'ADMINISTRATOR' and u.disabled_at is null and u.id <> ?
                        """).param(id).query(Long.class).single();
    }

    private void grant(long id, Set<Role> roles, Set<String> teams) {
        jdbc.sql("delete from app_user_role where user_id = ?").param(id).update();
        jdbc.sql("delete from app_user_team where user_id = ?").param(id).update();
        for (Role role : roles) {
            jdbc.sql("insert into app_user_role values (?, ?)")
                    .params(id, role.name())
                    .update();
        }
        for (String team : new TreeSet<>(teams)) {
            if (!team.isBlank()) {
                jdbc.sql("insert into app_user_team values (?, ?)")
                        .params(id, team.strip())
                        .update();
            }
        }
    }

    private void endSessions(long id, String reason) {
        jdbc.sql("update app_session set ended_at = ?, end_reason = ? where user_id = ? and ended_at is null")
                .params(now(), reason, id)
                .update();
        jdbc.sql("update api_token set revoked_at = ? where user_id = ? and revoked_at is null")
                .params(now(), id)
                .update();
        jdbc.sql("delete from known_browser where user_id = ?").param(id).update();
    }

    private void touch(long id) {
        jdbc.sql("update app_user set changed_at = ? where id = ?")
                .params(now(), id)
                .update();
    }

    private java.time.OffsetDateTime now() {
        return Times.utc(clock.instant());
    }

    private static String describe(Collection<Role> roles, Collection<String> teams) {
        return roles.stream().map(Role::name).sorted().collect(Collectors.joining(" ")) + "; teams "
                + String.join(", ", new TreeSet<>(teams));
    }

    static Duration backOff(int failures) {
        // Five free tries, then one minute, doubling to an hour: a guesser is stopped, a tired officer is not.
        return failures < 5 ? Duration.ZERO : Duration.ofMinutes(Math.min(60, 1L << Math.min(6, failures - 5)));
    }

    private static Account account(ResultSet row, int number) throws SQLException {
        return new Account(
                row.getLong("id"),
                row.getString("name"),
                row.getString("display_name"),
                strings(row.getArray("roles")).stream().map(Role::valueOf).collect(Collectors.toUnmodifiableSet()),
                Set.copyOf(strings(row.getArray("teams"))),
                row.getBoolean("must_change"),
                row.getBytes("second_factor") != null,
                Times.instant(row, "locked_until"),
                Times.instant(row, "disabled_at"),
                Times.instant(row, "changed_at"));
    }

    private static List<String> strings(Array array) throws SQLException {
        return Arrays.asList((String[]) array.getArray());
    }
}
