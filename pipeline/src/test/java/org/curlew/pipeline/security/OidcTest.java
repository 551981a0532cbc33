package org.curlew.pipeline.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.curlew.pipeline.application.Application;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing in through a real OpenID provider, started for the test on this machine. */
class OidcTest {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]* value=\"([^\"]+)\"");

    @TempDir
    private static Path folder;

    private static ForceProvider provider;
    private static Application application;

    @BeforeAll
    static void start() {
        provider = ForceProvider.start();
        Map<String, Object> settings = new HashMap<>();
        String registration = "spring.security.oauth2.client.registration.force.";
        settings.put(registration + "client-id", ForceProvider.CLIENT);
        settings.put(registration + "client-secret", ForceProvider.SECRET);
        settings.put(registration + "scope", "openid,profile");
        settings.put(registration + "client-name", "your force account");
        settings.put("spring.security.oauth2.client.provider.force.issuer-uri", provider.issuer());
        settings.put("curlew.oidc.role-map", "htcu-examiners=EXAMINER, polit-sup=POLIT_SUPERVISOR");
        settings.put("curlew.oidc.teams-claim", "teams");
        application = Application.serve(folder, 0, settings);
        provider.allowReturnTo(application.address());
    }

    @AfterAll
    static void stop() {
        if (application != null) {
            application.close();
        }
        provider.close();
    }

    /** A browser that follows every redirect, and signs in at the provider when asked to. */
    private static final class Browser {
        private final HttpClient client = HttpClient.newBuilder()
                .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
                .build();

        HttpResponse<String> get(URI address) throws Exception {
            return client.send(
                    HttpRequest.newBuilder(address)
                            .header("Accept", "text/html")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }

        HttpResponse<String> arrive(String user) throws Exception {
            URI here = URI.create(application.address()).resolve("/oauth2/authorization/force");
            HttpResponse<String> answer = get(here);
            for (int i = 0; i < 12; i++) {
                if (answer.statusCode() == 302) {
                    here = here.resolve(answer.headers().firstValue("Location").orElseThrow());
                    answer = get(here);
                } else if (here.getPath().equals("/login")) {
                    Matcher token = TOKEN.matcher(answer.body());
                    assertThat(token.find()).isTrue();
                    answer = client.send(
                            HttpRequest.newBuilder(here)
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .POST(HttpRequest.BodyPublishers.ofString("username=" + user
                                            + "&password=" + ForceProvider.PASSWORD + "&_csrf="
                                            + URLEncoder.encode(token.group(1), StandardCharsets.UTF_8)))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
                } else {
                    break;
                }
            }
            return answer;
        }
    }

    @Test
    void a_person_with_a_mapped_group_gets_an_account_with_its_role_and_lands_on_the_first_page() throws Exception {
        HttpResponse<String> page = new Browser().arrive("elin");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.uri().getPath()).isEqualTo("/examiner");
        Accounts.Account account = application.get(Accounts.class).find("elin").orElseThrow();
        assertThat(account.roles()).containsExactly(Role.EXAMINER);
        assertThat(account.teams())
                .as("the word for every team is not taken from outside")
                .containsExactly("HTCU");
        assertThat(account.displayName()).isEqualTo("Elin Example");
    }

    @Test
    void a_group_taken_away_is_a_role_taken_away_at_the_next_arrival() throws Exception {
        provider.groups("sam", "polit-sup", "htcu-examiners");
        assertThat(new Browser().arrive("sam").statusCode()).isEqualTo(200);
        assertThat(application.get(Accounts.class).find("sam").orElseThrow().roles())
                .hasSize(2);
        provider.groups("sam", "polit-sup");
        new Browser().arrive("sam");
        assertThat(application.get(Accounts.class).find("sam").orElseThrow().roles())
                .containsExactly(Role.POLIT_SUPERVISOR);
        provider.groups("sam");
        HttpResponse<String> refused = new Browser().arrive("sam");
        assertThat(refused.body()).contains("None of your groups has a role here");
        assertThat(application.get(Accounts.class).find("sam").orElseThrow().roles())
                .isEmpty();
    }

    @Test
    void someone_without_a_mapped_group_gets_no_account_and_no_session() throws Exception {
        Browser browser = new Browser();
        HttpResponse<String> page = browser.arrive("stranger");
        assertThat(page.uri().getPath()).isEqualTo("/sign-in");
        assertThat(application.get(Accounts.class).find("stranger")).isEmpty();
        assertThat(browser.get(URI.create(application.address()).resolve("/account"))
                        .statusCode())
                .isEqualTo(302);
    }

    @Test
    void a_local_account_is_never_taken_over_by_a_name_from_the_provider() throws Exception {
        application.get(Accounts.class).create("boss", "Bea Example", Set.of(Role.ADMINISTRATOR), Set.of(), "test");
        HttpResponse<String> page = new Browser().arrive("boss");
        assertThat(page.body()).contains("A local account has your name");
        assertThat(application.get(Accounts.class).find("boss").orElseThrow().roles())
                .containsExactly(Role.ADMINISTRATOR);
    }

    @Test
    void a_closed_account_stays_closed_whatever_the_provider_says() throws Exception {
        assertThat(new Browser().arrive("left").statusCode()).isEqualTo(200);
        application.get(Accounts.class).setDisabled("left", true, "test");
        assertThat(new Browser().arrive("left").body()).contains("Your account is closed");
    }

    @Test
    void an_answer_that_nobody_asked_for_opens_nothing() throws Exception {
        HttpResponse<String> forged = new Browser()
                .get(URI.create(application.address()).resolve("/login/oauth2/code/force?code=stolen&state=guessed"));
        assertThat(forged.statusCode()).isEqualTo(302);
        assertThat(forged.headers().firstValue("Location").orElse("")).contains("/sign-in?refused=PROVIDER");
    }

    @Test
    void the_sign_in_page_offers_the_provider_beside_the_local_accounts() throws Exception {
        String page = new Browser()
                .get(URI.create(application.address()).resolve("/sign-in"))
                .body();
        assertThat(page).contains("/oauth2/authorization/force", "your force account", "name=\"password\"");
    }

    @Test
    void a_provider_account_has_no_password_to_guess_or_reset() throws Exception {
        new Browser().arrive("elin");
        SignIn signIn = application.get(SignIn.class);
        assertThat(signIn.password("elin", "", null).account()).isNull();
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> application.get(Accounts.class).reset("elin", "test"))
                .isInstanceOf(AccountException.class)
                .hasMessageContaining("provider");
    }
}
