package org.curlew.pipeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.samstevens.totp.code.DefaultCodeGenerator;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.curlew.pipeline.security.Role;
import org.junit.jupiter.api.Test;

/** A person turns the second factor on in the pages; from then on the password alone opens nothing. */
@WithServed
class SecondFactorPagesTest {

    private static final Pattern SECRET = Pattern.compile("class=\"govuk-body mono\">([A-Z2-7 ]+)<");

    @Test
    void it_is_turned_on_with_a_code_and_asked_for_at_the_next_sign_in() throws Exception {
        Served served = Served.instance();
        served.person("careful", "Carys Example", Set.of(Role.EXAMINER), Set.of("POLIT"));
        Visitor careful = served.signedIn("careful");
        Matcher shown = SECRET.matcher(careful.get("/account/second-factor").body());
        assertThat(shown.find()).isTrue();
        String secret = shown.group(1).replace(" ", "");

        HttpResponse<String> left = careful.post("/account/second-factor", Map.of("code", code(secret, 0)));
        assertThat(left.statusCode()).as("somebody at a session left open").isEqualTo(422);
        assertThat(left.body()).contains("That is not your present password");
        assertThat(served.jdbc()
                        .sql("select count(*) from account_event where name = 'careful' and what = 'PASSWORD_REFUSED'")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        HttpResponse<String> wrong = careful.post(
                "/account/second-factor", Map.of("present", served.password("careful"), "code", "12 34 5x"));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("<title>Error: ", "That code is not right", secret.substring(0, 4));
        assertThat(careful.post(
                                "/account/second-factor",
                                Map.of("present", served.password("careful"), "code", code(secret, 0)))
                        .statusCode())
                .isEqualTo(302);

        Visitor again = served.visitor();
        HttpResponse<String> half = again.signIn("careful", served.password("careful"));
        assertThat(half.headers().firstValue("Location").orElse("")).endsWith("/sign-in/code");
        assertThat(again.get("/examiner").statusCode())
                .as("the password alone opens nothing")
                .isEqualTo(302);
        String before = again.session();
        assertThat(again.get("/sign-in/code").body()).contains("name=\"code\"");
        assertThat(again.post("/sign-in/code", Map.of("code", "000000x")).statusCode())
                .isEqualTo(401);
        assertThat(again.post("/sign-in/code", Map.of("code", code(secret, 0))).statusCode())
                .as("it has served")
                .isEqualTo(401);
        assertThat(again.post("/sign-in/code", Map.of("code", code(secret, 1))).statusCode())
                .isEqualTo(302);
        assertThat(again.get("/examiner").statusCode()).isEqualTo(200);
        assertThat(again.session())
                .as("the session of the half-made sign-in does not live on")
                .isNotEqualTo(before);
        Visitor planted = served.visitor();
        planted.useSession(before);
        assertThat(planted.get("/examiner").statusCode()).isEqualTo(302);
    }

    /** @param later so many times 30 seconds; one ahead is taken */
    private static String code(String secret, int later) throws Exception {
        return new DefaultCodeGenerator().generate(secret, Instant.now().getEpochSecond() / 30 + later);
    }
}
