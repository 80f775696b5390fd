package org.huifang.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.huifang.server.HuifangServer;
import org.huifang.server.demo.DemoPlayer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Signing in by the company's own log-in, at a real OpenID provider in a real browser; provider and server are different
 * sites to it, as they are in a company.
 */
@Tag("server")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CompanySignInTest {
    private static final String ENTRY = "用公司账号登录";

    @TempDir
    static Path folder;

    private static HuifangServer server;
    private static Browsers browsers;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        System.setProperty("huifang.oidc.issuer", "http://localhost:" + port);
        System.setProperty("huifang.oidc.client-secret", OpenIdProvider.SECRET);
        server = HuifangServer.start(new HuifangServer.Options(folder.resolve("data"), "127.0.0.1", 0, true, null));
        new DemoPlayer(server.address(), server.folder()).organise();
        browsers = Browsers.start(server.address());
    }

    @AfterAll
    static void stop() {
        if (browsers != null) {
            browsers.close();
        }
        server.close();
        System.clearProperty("huifang.oidc.issuer");
        System.clearProperty("huifang.oidc.client-secret");
    }

    @Test
    @Order(1)
    void aProviderThatIsAwayKeepsNobodyElseOut() {
        Page page = entry();
        page.getByText(ENTRY).click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("公司的登录服务没有应答");
        assertThat(page.locator("input[autocomplete=username]")).isVisible();
        page.context().close();
    }

    @Test
    @Order(2)
    void whoTheCompanyKnowsIsIn() throws Exception {
        whileTheProviderAnswers(page -> {
            page.getByText(ENTRY).click();
            assertThat(page.url()).startsWith("http://localhost:" + port + "/login");
            signIn(page, "wang.fang");
            page.waitForURL(server.address() + "/app/work");
            assertThat(page.locator("header.ant-layout-header")).containsText("王芳");
            List<Cookie> cookies = page.context().cookies(server.address());
            assertThat(cookies)
                    .filteredOn(cookie -> cookie.name.equals("HUIFANG"))
                    .singleElement()
                    .satisfies(cookie -> {
                        assertThat(cookie.httpOnly).isTrue();
                        assertThat(cookie.sameSite).isEqualTo(SameSiteAttribute.LAX);
                    });
            assertThat(outcomes("wang.fang")).containsExactly("SIGNED_IN_BY_COMPANY");
            page.reload();
            assertThat(page.locator("header.ant-layout-header")).containsText("王芳");
        });
    }

    @Test
    @Order(3)
    void whoTheOrganisationDoesNotKnowIsNot() throws Exception {
        whileTheProviderAnswers(page -> {
            page.getByText(ENTRY).click();
            signIn(page, "a.stranger");
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("不在本公司的人员名单中");
            page.navigate(server.address() + "/app/work");
            assertThat(page.locator("input[autocomplete=username]")).isVisible();
            assertThat(outcomes("a.stranger")).containsExactly("NOT_OF_COMPANY");
        });
    }

    /** An answer that this browser did not ask for signs nobody in. */
    @Test
    @Order(4)
    void anAnswerThatNobodyAskedForIsRefused() {
        Page page = browsers.open("zh-CN", 1360, 900);
        page.navigate(server.address() + "/login/oauth2/code/company?code=stolen&state=made-up");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("公司的登录服务没有应答");
        page.context().close();
    }

    private static void whileTheProviderAnswers(Consumer<Page> visit) throws Exception {
        OpenIdProvider provider = OpenIdProvider.start(port, server.address() + "/login/oauth2/code/company");
        try {
            Page page = entry();
            visit.accept(page);
            page.context().close();
        } finally {
            provider.close();
        }
    }

    private static Page entry() {
        Page page = browsers.open("zh-CN", 1360, 900);
        page.navigate(server.address() + "/");
        return page;
    }

    private static void signIn(Page page, String person) {
        page.fill("input[name=username]", person);
        page.fill("input[name=password]", OpenIdProvider.PASSWORD);
        page.keyboard().press("Enter");
    }

    private static List<String> outcomes(String person) {
        return server.context()
                .getBean(JdbcTemplate.class)
                .queryForList("SELECT outcome FROM sign_in WHERE person = ? ORDER BY at", String.class, person);
    }
}
