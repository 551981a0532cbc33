package org.curlew.pipeline.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.samstevens.totp.code.DefaultCodeGenerator;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.curlew.pipeline.application.DataFolder;
import org.curlew.storage.database.TestDatabase;
import org.curlew.triage.register.MovableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignInTest {

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock(Instant.parse("2026-03-03T14:05:00Z"));
    private static TestDatabase database;

    private DataFolder data;
    private Accounts accounts;
    private SecondFactor secondFactor;
    private SignIn signIn;
    private AppSessions sessions;

    @BeforeAll
    static void startDatabase() {
        database = TestDatabase.create();
    }

    @BeforeEach
    void start() {
        database.jdbc().sql("truncate app_user cascade").update();
        data = DataFolder.open(folder);
        accounts = new Accounts(database.jdbc(), new Passwords(), clock);
        secondFactor = new SecondFactor(database.jdbc(), accounts, data, clock);
        signIn = new SignIn(
                database.jdbc(),
                accounts,
                new Passwords(),
                secondFactor,
                new Tries(database.jdbc(), clock),
                database.transactions());
        sessions = new AppSessions(database.jdbc(), accounts, clock, Duration.ofHours(10), Duration.ofMinutes(30));
    }

    @AfterEach
    void stop() {
        data.close();
    }

    private String examiner() {
        return accounts.create("examiner", "Elin Example", Set.of(Role.EXAMINER), Set.of("POLIT"), "test")
                .oneTimePassword();
    }

    @Test
    void the_first_start_makes_one_administrator_and_the_second_makes_none() {
        FirstAdministrator first = new FirstAdministrator(accounts);
        assertThat(first.create()).hasValueSatisfying(u -> {
            assertThat(u.roles()).containsExactly(Role.ADMINISTRATOR);
            assertThat(signIn.password(u.name(), u.oneTimePassword(), null)
                            .account()
                            .mustChange())
                    .isTrue();
        });
        assertThat(first.create()).isEmpty();
    }

    @Test
    void a_wrong_name_and_a_wrong_password_get_one_and_the_same_answer() {
        examiner();
        assertThat(signIn.password("nobody", "x", null).refusal())
                .isEqualTo(signIn.password("examiner", "x", null).refusal());
    }

    @Test
    void five_wrong_tries_lock_the_account_and_each_further_one_for_twice_as_long() {
        String password = examiner();
        for (int i = 0; i < 5; i++) {
            signIn.password("examiner", "wrong", null);
        }
        assertThat(signIn.password("examiner", password, null).refusal()).contains("wait");
        clock.forward(Duration.ofSeconds(61));
        signIn.password("examiner", "wrong", null);
        clock.forward(Duration.ofSeconds(61));
        assertThat(signIn.password("examiner", password, null).refusal()).contains("wait");
        clock.forward(Duration.ofSeconds(60));
        assertThat(signIn.password("examiner", password, null).account()).isNotNull();
    }

    @Test
    void an_account_that_waits_answers_as_a_name_that_nobody_has() {
        String password = examiner();
        for (int i = 0; i < 6; i++) {
            signIn.password("examiner", "wrong", null);
        }
        assertThat(signIn.password("examiner", password, null).refusal())
                .as("it says neither that there is such a name nor that the password was right")
                .isEqualTo(signIn.password("nobody", "x", null).refusal());
    }

    @Test
    void whoever_tries_the_passwords_of_others_keeps_none_of_them_out_of_a_browser_they_use() {
        String password = examiner();
        Accounts.Account account = accounts.find("examiner").orElseThrow();
        String browser = signIn.succeeded(account, null);
        for (int i = 0; i < 20; i++) {
            signIn.password("examiner", "guess " + i, null);
            signIn.password("examiner", "guess " + i, "a cookie of nobody");
            clock.forward(Duration.ofMinutes(1));
        }
        assertThat(signIn.password("examiner", password, null).account())
                .as("a stranger waits, whatever he says")
                .isNull();
        assertThat(signIn.password("examiner", password, browser).account()).isNotNull();
        assertThat(signIn.succeeded(account, browser)).as("it stays known").isEqualTo(browser);
        assertThat(signIn.password("examiner", password, null).account())
                .as("and who guesses gains no fresh tries by it")
                .isNull();
    }

    @Test
    void a_known_browser_has_its_own_five_tries_and_is_forgotten_with_a_new_password() {
        String password = examiner();
        Accounts.Account account = accounts.find("examiner").orElseThrow();
        String browser = signIn.succeeded(account, null);
        for (int i = 0; i < 5; i++) {
            signIn.password("examiner", "wrong", browser);
        }
        assertThat(signIn.password("examiner", password, browser).account()).isNull();
        assertThat(signIn.password("examiner", password, null).account())
                .as("its owner elsewhere")
                .isNotNull();
        accounts.reset("examiner", "boss");
        assertThat(signIn.knows("examiner", browser)).isFalse();
    }

    @Test
    void a_code_of_the_second_factor_serves_once() throws Exception {
        String password = examiner();
        Viewer viewer = accounts.find("examiner").orElseThrow().viewer();
        String secret = secondFactor.propose();
        secondFactor.enrol(viewer, password, secret, code(secret));
        assertThat(accounts.find("examiner").orElseThrow().secondFactor()).isTrue();
        assertThat(signIn.code(viewer.id(), code(secret), null).refusal())
                .as("the code that turned it on has served")
                .contains("used before");
        clock.forward(Duration.ofSeconds(30));
        assertThat(signIn.code(viewer.id(), code(secret), null).account()).isNotNull();
        assertThat(signIn.code(viewer.id(), code(secret), null).refusal()).contains("used before");
        clock.forward(Duration.ofSeconds(30));
        assertThat(signIn.code(viewer.id(), code(secret), null).account()).isNotNull();
    }

    @Test
    void the_secret_of_the_second_factor_is_not_readable_in_the_database() throws Exception {
        String password = examiner();
        Viewer viewer = accounts.find("examiner").orElseThrow().viewer();
        String secret = secondFactor.propose();
        secondFactor.enrol(viewer, password, secret, code(secret));
        byte[] stored = database.jdbc()
                .sql("select second_factor from app_user where name = 'examiner'")
                .query(byte[].class)
                .single();
        assertThat(new String(stored, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain(secret);
    }

    @Test
    void a_closed_account_loses_its_sessions_at_once() {
        examiner();
        accounts.create("boss", "Bea Example", Set.of(Role.ADMINISTRATOR), Set.of(), "test");
        Viewer viewer = accounts.find("examiner").orElseThrow().viewer();
        sessions.open(viewer, "token", "127.0.0.1");
        assertThat(sessions.current("token", viewer, true)).isPresent();
        accounts.setDisabled("examiner", true, "boss");
        assertThat(sessions.current("token", viewer, true)).isEmpty();
    }

    @Test
    void a_session_ends_after_a_shift_however_busy_it_is() {
        examiner();
        Viewer viewer = accounts.find("examiner").orElseThrow().viewer();
        sessions.open(viewer, "token", "127.0.0.1");
        for (int i = 0; i < 29; i++) {
            clock.forward(Duration.ofMinutes(20));
            assertThat(sessions.current("token", viewer, true)).isPresent();
        }
        clock.forward(Duration.ofMinutes(20));
        assertThat(sessions.current("token", viewer, true)).isEmpty();
    }

    @Test
    void a_session_that_was_left_alone_for_half_an_hour_is_over() {
        examiner();
        Viewer viewer = accounts.find("examiner").orElseThrow().viewer();
        sessions.open(viewer, "token", "127.0.0.1");
        clock.forward(Duration.ofMinutes(29));
        assertThat(sessions.current("token", viewer, true)).isPresent();
        clock.forward(Duration.ofMinutes(29));
        assertThat(sessions.current("token", viewer, true))
                .as("each request begins it anew")
                .isPresent();
        assertThat(sessions.mine(viewer)).hasSize(1);
        clock.forward(Duration.ofMinutes(31));
        assertThat(sessions.current("token", viewer, true)).isEmpty();
        assertThat(sessions.mine(viewer)).isEmpty();
    }

    @Test
    void a_page_that_asks_by_itself_keeps_no_session_that_nobody_sits_at() {
        examiner();
        Viewer viewer = accounts.find("examiner").orElseThrow().viewer();
        long session = sessions.open(viewer, "token", "127.0.0.1").sessionId();
        for (int i = 0; i < 5; i++) {
            clock.forward(Duration.ofMinutes(5));
            assertThat(sessions.current("token", viewer, false)).isPresent();
            assertThat(sessions.stillOpen(session)).isPresent();
        }
        clock.forward(Duration.ofMinutes(6));
        assertThat(sessions.current("token", viewer, false)).isEmpty();
        assertThat(sessions.stillOpen(session)).isEmpty();
    }

    @Test
    void what_goes_on_being_sent_ends_with_the_session_and_knows_the_roles_of_now() {
        examiner();
        accounts.create("boss", "Bea Example", Set.of(Role.ADMINISTRATOR), Set.of(), "test");
        Viewer viewer = accounts.find("examiner").orElseThrow().viewer();
        long session = sessions.open(viewer, "token", "127.0.0.1").sessionId();
        assertThat(sessions.stillOpen(session).orElseThrow().roles()).containsExactly(Role.EXAMINER);
        accounts.setRolesAndTeams("examiner", Set.of(Role.GRADER), Set.of(), "boss");
        assertThat(sessions.stillOpen(session).orElseThrow().roles()).containsExactly(Role.GRADER);
        sessions.end(viewer, session, "ended by its owner");
        assertThat(sessions.stillOpen(session)).isEmpty();
    }

    @Test
    void a_role_taken_away_is_gone_at_the_next_request() {
        examiner();
        Viewer viewer = accounts.find("examiner").orElseThrow().viewer();
        sessions.open(viewer, "token", "127.0.0.1");
        clock.forward(Duration.ofSeconds(1));
        accounts.setRolesAndTeams("examiner", Set.of(Role.GRADER), Set.of(), "boss");
        assertThat(sessions.current("token", viewer, true)
                        .orElseThrow()
                        .viewer()
                        .roles())
                .containsExactly(Role.GRADER);
    }

    @Test
    void the_last_administrator_cannot_be_taken_away() {
        accounts.create("boss", "Bea Example", Set.of(Role.ADMINISTRATOR), Set.of(), "test");
        assertThatThrownBy(() -> accounts.setRolesAndTeams("boss", Set.of(), Set.of(), "boss"))
                .isInstanceOf(AccountException.class);
        assertThatThrownBy(() -> accounts.setDisabled("boss", true, "boss")).isInstanceOf(AccountException.class);
    }

    @Test
    void a_short_or_telling_password_is_refused_and_says_why() {
        String old = examiner();
        Viewer viewer = accounts.find("examiner").orElseThrow().viewer();
        assertThatThrownBy(() -> accounts.changePassword(viewer, old, "short", 0))
                .hasMessageContaining("12 characters");
        assertThatThrownBy(() -> accounts.changePassword(viewer, old, "examiner-examiner", 0))
                .hasMessageContaining("must not hold your name");
        assertThatThrownBy(() -> accounts.changePassword(viewer, "wrong", "correct horse battery", 0))
                .hasMessageContaining("present password");
        accounts.changePassword(viewer, old, "correct horse battery", 0);
        assertThat(signIn.password("examiner", "correct horse battery", null)
                        .account()
                        .mustChange())
                .isFalse();
    }

    private String code(String secret) throws Exception {
        return new DefaultCodeGenerator().generate(secret, clock.instant().getEpochSecond() / 30);
    }
}
