package org.curlew.pipeline.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.samstevens.totp.code.DefaultCodeGenerator;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import org.curlew.pipeline.application.DataFolder;
import org.curlew.storage.database.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignInTest {

    @TempDir
    Path folder;

    private final Hands clock = new Hands();
    private static TestDatabase database;

    private DataFolder data;
    private Accounts accounts;
    private SecondFactor secondFactor;
    private SignIn signIn;
    private AppSessions sessions;

    /** A clock that the test moves. */
    private static final class Hands extends Clock {
        private Instant now = Instant.parse("2026-03-03T14:05:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }

        void forward(Duration by) {
            now = now.plus(by);
        }
    }

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
        signIn = new SignIn(database.jdbc(), accounts, new Passwords(), secondFactor, database.transactions(), clock);
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
            assertThat(signIn.password(u.name(), u.oneTimePassword()).account().mustChange())
                    .isTrue();
        });
        assertThat(first.create()).isEmpty();
    }

    @Test
    void a_wrong_name_and_a_wrong_password_get_one_and_the_same_answer() {
        examiner();
        assertThat(signIn.password("nobody", "x").refusal())
                .isEqualTo(signIn.password("examiner", "x").refusal());
    }

    @Test
    void five_wrong_tries_lock_the_account_and_each_further_one_for_twice_as_long() {
        String password = examiner();
        for (int i = 0; i < 5; i++) {
            signIn.password("examiner", "wrong");
        }
        assertThat(signIn.password("examiner", password).refusal()).contains("wait");
        clock.forward(Duration.ofSeconds(61));
        signIn.password("examiner", "wrong");
        clock.forward(Duration.ofSeconds(61));
        assertThat(signIn.password("examiner", password).refusal()).contains("wait");
        clock.forward(Duration.ofSeconds(60));
        assertThat(signIn.password("examiner", password).account()).isNotNull();
    }

    @Test
    void a_code_of_the_second_factor_serves_once() throws Exception {
        examiner();
        Viewer viewer = accounts.find("examiner").orElseThrow().viewer();
        String secret = secondFactor.propose();
        secondFactor.enrol(viewer, secret, code(secret));
        assertThat(accounts.find("examiner").orElseThrow().secondFactor()).isTrue();
        assertThat(signIn.code(viewer.id(), code(secret)).account()).isNotNull();
        assertThat(signIn.code(viewer.id(), code(secret)).refusal()).contains("used before");
        clock.forward(Duration.ofSeconds(30));
        assertThat(signIn.code(viewer.id(), code(secret)).account()).isNotNull();
    }

    @Test
    void the_secret_of_the_second_factor_is_not_readable_in_the_database() throws Exception {
        examiner();
        Viewer viewer = accounts.find("examiner").orElseThrow().viewer();
        String secret = secondFactor.propose();
        secondFactor.enrol(viewer, secret, code(secret));
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
        assertThat(sessions.current("token", viewer)).isPresent();
        accounts.setDisabled("examiner", true, "boss");
        assertThat(sessions.current("token", viewer)).isEmpty();
    }

    @Test
    void a_session_ends_after_a_shift_however_busy_it_is() {
        examiner();
        Viewer viewer = accounts.find("examiner").orElseThrow().viewer();
        sessions.open(viewer, "token", "127.0.0.1");
        for (int i = 0; i < 29; i++) {
            clock.forward(Duration.ofMinutes(20));
            assertThat(sessions.current("token", viewer)).isPresent();
        }
        clock.forward(Duration.ofMinutes(20));
        assertThat(sessions.current("token", viewer)).isEmpty();
    }

    @Test
    void a_session_that_was_left_alone_for_half_an_hour_is_over() {
        examiner();
        Viewer viewer = accounts.find("examiner").orElseThrow().viewer();
        sessions.open(viewer, "token", "127.0.0.1");
        clock.forward(Duration.ofMinutes(29));
        assertThat(sessions.current("token", viewer)).isPresent();
        clock.forward(Duration.ofMinutes(29));
        assertThat(sessions.current("token", viewer))
                .as("each request begins it anew")
                .isPresent();
        assertThat(sessions.mine(viewer)).hasSize(1);
        clock.forward(Duration.ofMinutes(31));
        assertThat(sessions.current("token", viewer)).isEmpty();
        assertThat(sessions.mine(viewer)).isEmpty();
    }

    @Test
    void a_role_taken_away_is_gone_at_the_next_request() {
        examiner();
        Viewer viewer = accounts.find("examiner").orElseThrow().viewer();
        sessions.open(viewer, "token", "127.0.0.1");
        clock.forward(Duration.ofSeconds(1));
        accounts.setRolesAndTeams("examiner", Set.of(Role.GRADER), Set.of(), "boss");
        assertThat(sessions.current("token", viewer).orElseThrow().viewer().roles())
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
        assertThat(signIn.password("examiner", "correct horse battery")
                        .account()
                        .mustChange())
                .isFalse();
    }

    private String code(String secret) throws Exception {
        return new DefaultCodeGenerator().generate(secret, clock.instant().getEpochSecond() / 30);
    }
}
