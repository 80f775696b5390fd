package org.huifang.server.console;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Real Chromium, driven by the Playwright that the console's build has brought; each person has a browser of their own. */
final class Browsers implements AutoCloseable {
    private static final Path CORE = Path.of("..", "console", "node_modules", "playwright-core");

    private final Playwright playwright;
    private final Browser browser;
    private final String address;
    private final List<String> faults = new ArrayList<>();

    private Browsers(Playwright playwright, Browser browser, String address) {
        this.playwright = playwright;
        this.browser = browser;
        this.address = address;
    }

    /** Skips the test, and says what to do, where there is no browser. */
    static Browsers start(String address) throws IOException {
        Optional<Path> chromium = found("chromium", "HUIFANG_CHROMIUM");
        Optional<Path> node = found("node", "HUIFANG_NODE");
        Assumptions.assumeTrue(
                chromium.isPresent() && node.isPresent() && Files.isDirectory(CORE),
                "no browser: install Chromium, or set HUIFANG_CHROMIUM; Playwright comes with the console's build");
        Path driver = Files.createTempDirectory("playwright");
        Files.createSymbolicLink(driver.resolve("node"), node.orElseThrow());
        Files.createSymbolicLink(
                driver.resolve("package"), CORE.toAbsolutePath().normalize());
        System.setProperty("playwright.cli.dir", driver.toString());
        // Two cores for browser, server and database: what is right may take a while to be seen.
        PlaywrightAssertions.setDefaultAssertionTimeout(15_000);
        Playwright playwright = Playwright.create();
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium.orElseThrow())
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
        return new Browsers(playwright, browser, address);
    }

    private static Optional<Path> found(String program, String variable) {
        String said = System.getenv(variable);
        return Stream.concat(
                        Stream.ofNullable(said).map(Path::of),
                        Stream.of(System.getenv("PATH").split(":", -1)).map(folder -> Path.of(folder, program)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** A new browser, not signed in. */
    Page open(String locale, int width, int height) {
        BrowserContext context = browser.newContext(
                new Browser.NewContextOptions().setLocale(locale).setViewportSize(width, height));
        context.setDefaultTimeout(15_000);
        Page page = context.newPage();
        page.onPageError(faults::add);
        page.onConsoleMessage(message -> {
            // A refused sign-in is an answer like any other to a page, and an error to its console.
            if (message.type().equals("error") && !message.text().contains("401")) {
                faults.add(message.text());
            }
        });
        page.onRequest(request -> {
            if (!request.url().startsWith(address)
                    && !request.url().startsWith("data:")
                    && !request.url().startsWith("blob:")) {
                faults.add("asked elsewhere: " + request.url());
            }
        });
        return page;
    }

    Page signedIn(String person, String password, String locale, int width, int height) {
        Page page = open(locale, width, height);
        page.navigate(address + "/");
        page.fill("input[autocomplete=username]", person);
        page.fill("input[autocomplete=current-password]", password);
        page.keyboard().press("Enter");
        page.waitForSelector("header.ant-layout-header");
        return page;
    }

    /** What pages complained of, and what they asked of anybody but the server. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
