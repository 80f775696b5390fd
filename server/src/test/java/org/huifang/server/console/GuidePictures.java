package org.huifang.server.console;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ScreenshotType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.huifang.server.DemoAccounts;

/**
 * Takes the pictures of docs/guide in both languages, over the demo; with {@code -Dguide.write} they take the place of those
 * that are checked in, without it they only show that they can still be taken.
 */
final class GuidePictures {
    private static final Path GUIDE = Path.of("..", "docs", "guide");
    private static final Path FOLDER = System.getProperty("guide.write") == null ? Path.of("target", "guide") : GUIDE;
    private static final Pattern PICTURE = Pattern.compile("\\]\\(((?:zh|en)/[a-z-]+\\.jpg)\\)");
    private static final int QUALITY = 72;
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 800;
    private static final int PHONE = 390;
    /** Of what happened to a complaint, so that then and now differ. */
    private static final int STEPS_BACK = 4;

    private static final int SETTLED = 800;

    private final Browsers browsers;
    private final String address;
    private final List<String> taken = new ArrayList<>();

    GuidePictures(Browsers browsers, String address) {
        this.browsers = browsers;
        this.address = address;
    }

    /** Those that the guides show. */
    static Set<String> asked() throws IOException {
        Set<String> pictures = new TreeSet<>();
        try (Stream<Path> pages = Files.list(GUIDE)) {
            for (Path page :
                    pages.filter(file -> file.toString().endsWith(".md")).toList()) {
                PICTURE.matcher(Files.readString(page))
                        .results()
                        .map(MatchResult::group)
                        .map(found -> found.substring(2, found.length() - 1))
                        .forEach(pictures::add);
            }
        }
        return pictures;
    }

    List<String> taken() throws IOException {
        for (String language : List.of("zh", "en")) {
            Files.createDirectories(FOLDER.resolve(language));
            reception(language);
            department(language);
            management(language);
            quality(language);
            administration(language);
        }
        return taken;
    }

    private void reception(String language) {
        Page page = browsers.open(locale(language), WIDTH, HEIGHT);
        page.navigate(address + "/");
        picture(page, language, "sign-in");
        page.context().close();
        page = as("wang.fang", language);
        String number = registered(page, language);
        receipt(page, number, language);
        show(page, "work", language, "my-work");
        show(page, "visits", language, "visits");
        show(page, "forum", language, "forum");
        show(page, "search", language, "search");
        page.context().close();
    }

    /** By the order of the fields, which is the same in both languages. */
    private String registered(Page page, String language) {
        page.navigate(address + "/app/register");
        page.waitForSelector("h1");
        page.locator("input[role=combobox]").first().focus();
        page.keyboard().type("3-2-1101");
        for (String text : List.of("林秀英", "13800002101", "电梯又停在三楼,按警铃没人应。", "尽快修好并说明原因", "今早八点", "3 栋 2 单元电梯", "工程")) {
            page.keyboard().press("Tab");
            page.keyboard().type(text);
        }
        page.keyboard().press("Enter");
        page.locator("input[type=radio][value=VALID_COMPLAINT]").focus();
        page.keyboard().press("Space");
        page.locator("#input_criterion").focus();
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Enter");
        page.locator("input[type=radio][value=IMPORTANT]").focus();
        page.keyboard().press("Space");
        page.locator("#input_ground").focus();
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Enter");
        picture(page, language, "register");
        page.keyboard().press("Control+Enter");
        page.waitForSelector(".ant-modal .ant-qrcode");
        picture(page, language, "registered");
        Matcher number = ConsoleTest.NUMBER.matcher(
                page.getByRole(AriaRole.DIALOG).last().textContent());
        if (!number.find()) {
            throw new IllegalStateException("no number on the slip");
        }
        page.keyboard().press("Enter");
        return number.group();
    }

    private void receipt(Page page, String number, String language) {
        page.navigate(address + "/app/case/" + number);
        look(page, "业户回执", "Receipt for the owner", language);
        page.waitForSelector(".ant-modal .ant-qrcode");
        picture(page, language, "receipt-slip");
        page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        page.locator(".ant-modal .ant-typography-copy").click();
        Page owner = browsers.open(locale(language), PHONE, HEIGHT);
        owner.navigate(String.valueOf(page.evaluate("() => navigator.clipboard.readText()")));
        owner.waitForSelector("main .panel");
        picture(owner, language, "receipt");
        owner.context().close();
    }

    private void department(String language) {
        Page page = browsers.signedIn("sun.wei", DemoAccounts.PASSWORD, locale(language), PHONE, HEIGHT);
        first(page, "search?state=MEASURES_PLANNED&department=engineering");
        picture(page, language, "case-phone");
        page.locator(".case-commands button")
                .filter(new Locator.FilterOptions().setHasText(zh(language) ? "记录进展" : "Record step"))
                .click();
        page.locator(".ant-drawer-content textarea").first().fill("配电箱已更换,正在试运行");
        picture(page, language, "step-phone");
        page.context().close();
    }

    private void management(String language) {
        Page manager = as("liu.gang", language);
        show(manager, "boards", language, "boards");
        manager.navigate(address + "/app/boards?show=departments");
        manager.locator(".ant-table-row-expand-icon").first().click();
        picture(manager, language, "departments");
        manager.context().close();
        Page supervisor = as("li.na", language);
        first(supervisor, "search?state=MEASURES_PLANNED&department=engineering");
        picture(supervisor, language, "case");
        supervisor
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(zh(language) ? "更多" : "More"))
                .click();
        picture(supervisor, language, "possible");
        show(supervisor, "month?centre=YH", language, "month");
        show(supervisor, "settings", language, "settings");
        supervisor.context().close();
    }

    private void quality(String language) {
        Page page = as("he.pin", language);
        page.navigate(address + "/app/month?centre=YH");
        page.locator("section:has(code)").first().scrollIntoViewIfNeeded();
        picture(page, language, "archive");
        show(page, "training", language, "training");
        show(page, "library", language, "library");
        page.locator("article h2 a").first().click();
        page.waitForSelector(".article h2");
        picture(page, language, "library-case");
        page.context().close();
        Page auditor = as("shen.ji", language);
        first(auditor, "search?state=CLOSED&severity=MAJOR");
        look(auditor, "当时如何", "As it was", language);
        Locator happened = auditor.locator(".ant-drawer-content")
                .getByRole(AriaRole.SLIDER)
                .first();
        happened.press("Home");
        for (int step = 0; step < STEPS_BACK; step++) {
            happened.press("ArrowRight");
        }
        picture(auditor, language, "past");
        auditor.context().close();
    }

    private void administration(String language) {
        Page page = as("admin", language);
        for (String place : List.of("people", "policy", "imports", "operations")) {
            show(page, place, language, place);
        }
        page.context().close();
    }

    private Page as(String person, String language) {
        return browsers.signedIn(person, DemoAccounts.PASSWORD, locale(language), WIDTH, HEIGHT);
    }

    private void first(Page page, String list) {
        page.navigate(address + "/app/" + list);
        page.locator(".rows tbody a").first().click();
        page.waitForSelector(".story li");
    }

    private static void look(Page page, String zh, String en, String language) {
        page.locator(".case-commands button").last().click();
        page.getByText(zh(language) ? zh : en).first().click();
    }

    private void show(Page page, String place, String language, String name) {
        page.navigate(address + "/app/" + place);
        page.waitForSelector("h1");
        picture(page, language, name);
    }

    private void picture(Page page, String language, String name) {
        page.waitForTimeout(SETTLED);
        String file = language + "/" + name + ".jpg";
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(FOLDER.resolve(file))
                .setType(ScreenshotType.JPEG)
                .setQuality(QUALITY));
        taken.add(file);
    }

    private static boolean zh(String language) {
        return language.equals("zh");
    }

    private static String locale(String language) {
        return zh(language) ? "zh-CN" : "en";
    }
}
