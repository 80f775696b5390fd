package org.huifang.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;
import org.huifang.command.archive.OpenedPackage;
import org.huifang.server.DemoAccounts;
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

/**
 * The console as people use it, in a real browser: one complaint through everybody's hands, with a second browser looking on;
 * registration by keyboard alone; every page in both languages without a finding of axe. Pictures go to target/screens.
 */
@Tag("server")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleTest {
    private static final Path SCREENS = Path.of("target", "screens");
    static final Pattern NUMBER = Pattern.compile("KF-[A-Z]+-\\d{8}-\\d{4}");
    private static final String ZH = "zh-CN";

    /** Of axe, on any page that was looked at. */
    private static final List<String> FINDINGS = new ArrayList<>();

    @TempDir
    static Path folder;

    /** The one that went through everybody's hands. */
    private static String handled = "";

    private static HuifangServer server;
    private static Browsers browsers;

    @BeforeAll
    static void start() throws Exception {
        Files.createDirectories(SCREENS);
        server = HuifangServer.start(new HuifangServer.Options(folder.resolve("data"), "127.0.0.1", 0, true, null));
        browsers = Browsers.start(server.address());
        DemoPlayer player = new DemoPlayer(server.address(), server.folder());
        PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        assertThat(player.play(nowhere).failed()).isZero();
        player.watchForum(nowhere);
        player.closeMonth(nowhere);
        DemoAccounts.open(server.context());
    }

    @AfterAll
    static void stop() {
        if (browsers != null) {
            browsers.close();
        }
        server.close();
    }

    @Test
    @Order(1)
    void wrongPasswordsAreToldAndNobodyComesIn() {
        Page page = browsers.open(ZH, 1360, 900);
        page.navigate(server.address() + "/");
        axe(page, "sign-in");
        page.fill("input[autocomplete=username]", "wang.fang");
        page.fill("input[autocomplete=current-password]", "not the password");
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("人员编号或口令不对");
        page.navigate(server.address() + "/app/case/KF-YH-20260101-0001");
        assertThat(page.locator("input[autocomplete=username]")).isVisible();
        page.context().close();
    }

    /** From reception to the end, by everybody whose turn it is; the supervisor's other browser sees it happen. */
    @Test
    @Order(2)
    void aComplaintGoesThroughEverybodysHands() {
        Page reception = signedIn("wang.fang");
        String number = registeredByKeyboard(reception);
        handled = number;
        Page lookingOn = signedIn("li.na");
        lookingOn.navigate(server.address() + "/app/case/" + number);
        assertThat(lookingOn.locator("h1")).hasText(number);

        take(reception, number, "呈送", form -> form.locator(".ant-radio-button-wrapper:has-text('主管经理')")
                .click());
        // The page that nobody touched has moved on by itself.
        assertThat(lookingOn.locator(".flow .now")).containsText("批示处置");
        Page manager = signedIn("liu.gang");
        takenByKeyboard(manager, number, "批示处置", "当日查明原因并答复业户");
        take(reception, number, "派单", form -> choose(form, "部门", "工程部"));
        Page head = browsers.signedIn("sun.wei", DemoAccounts.PASSWORD, ZH, 390, 844);
        take(head, number, "制定措施", form -> {
            measure(form, 0, "纠正措施", "更换门机并通宵试运行");
            form.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("添加措施"))
                    .click();
            measure(form, 1, "预防措施", "警铃每班测试");
        });
        take(head, number, "记录进展", form -> {
            form.getByLabel("内容").fill("门机已更换");
            form.locator("input[type=file]")
                    .setInputFiles(new FilePayload("门机.png", "image/png", reception.screenshot()));
            form.locator(".ant-upload-list-item-done").waitFor();
        });
        head.getByText("记录进展", new Page.GetByTextOptions().setExact(true))
                .last()
                .waitFor();
        screen(head, "phone-case");
        lookingOn
                .locator("section[aria-label=内容]")
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("记录进展").setExact(true))
                .click();
        assertThat(lookingOn.locator(".ant-drawer img[alt=记录进展]")).isVisible();
        lookingOn.keyboard().press("Escape");
        take(head, number, "办结", form -> {
            form.getByText("已满足", new Locator.GetByTextOptions().setExact(true)).click();
            form.getByLabel("处理结果").fill("门机更换完毕,试运行正常");
        });
        take(head, number, "提交记录表", form -> form.getByLabel("处理经过").fill("接报、更换、试运行、答复"));
        take(reception, number, "签收记录表", form -> {});
        take(reception, number, "上报主管", form -> {});
        take(reception, number, "反馈业户", form -> {
            form.getByText("是", new Locator.GetByTextOptions().setExact(true)).click();
            form.locator(".ant-radio-button-wrapper:has-text('电话')").click();
            form.getByLabel("业户原话").fill("修好了就行");
        });
        Page supervisor = signedIn("li.na");
        take(supervisor, number, "安排回访", form -> {});
        take(reception, number, "回访", form -> {
            form.getByText("是", new Locator.GetByTextOptions().setExact(true)).click();
            form.locator(".ant-radio-button-wrapper:has-text('电话')").click();
            form.getByText("4 满意").click();
        });
        take(supervisor, number, "结案", form -> {});
        assertThat(lookingOn.locator("h1 + .row")).containsText("已结案");
        assertThat(lookingOn.locator(".flow .done")).hasCount(14);
        screen(lookingOn, "case-closed");
        // What a rule forbids is offered with the reason why not.
        lookingOn
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("更多"))
                .click();
        assertThat(lookingOn.locator(".ant-dropdown-menu-item-disabled").first())
                .containsText("§");
        for (Page page : List.of(reception, lookingOn, manager, head, supervisor)) {
            page.context().close();
        }
        assertThat(browsers.faults()).isEmpty();
    }

    /** Without the mouse, as somebody who listens on the phone. */
    private static String registeredByKeyboard(Page page) {
        page.keyboard().press("n");
        page.waitForSelector("h1:has-text('登记投诉')");
        page.keyboard().type("3-2-1101");
        tab(page, "林秀英");
        tab(page, "13800002101");
        tab(page, "电梯又停在三楼,按警铃没人应。");
        tab(page, "尽快修好并说明原因");
        tab(page, "今早八点");
        tab(page, "3 栋 2 单元电梯");
        tab(page, "工程");
        page.keyboard().press("Enter");
        page.locator("input[type=radio][value=VALID_COMPLAINT]").focus();
        page.keyboard().press("Space");
        combobox(page.locator("main"), "判定依据").focus();
        page.keyboard().type("合同");
        page.keyboard().press("Enter");
        page.locator("input[type=radio][value=IMPORTANT]").focus();
        page.keyboard().press("Space");
        combobox(page.locator("main"), "级别依据").focus();
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Enter");
        screen(page, "register");
        page.keyboard().press("Control+Enter");
        Locator slip = page.getByRole(AriaRole.DIALOG);
        assertThat(slip).containsText("重要投诉 1 小时内转呈主管经理");
        screen(page, "registered");
        Matcher number = NUMBER.matcher(slip.textContent());
        assertThat(number.find()).isTrue();
        page.keyboard().press("Enter");
        return number.group();
    }

    /** From one's work, without the mouse: to the thing, into its form, and done. */
    private static void takenByKeyboard(Page page, String number, String what, String text) {
        page.navigate(server.address() + "/app/work");
        page.waitForSelector(".todo");
        int all = page.locator(".todo").count();
        Locator wanted = page.locator(".todo.selected:has-text('" + number + "'):has-text('" + what + "')");
        for (int pressed = 0; wanted.count() == 0; pressed++) {
            assertThat(pressed).as("pressed j without coming to it").isLessThan(all);
            page.keyboard().press("j");
            page.waitForTimeout(50);
        }
        page.keyboard().press("Enter");
        page.waitForSelector(".ant-drawer-content textarea:focus");
        page.keyboard().type(text);
        page.keyboard().press("Control+Enter");
        assertThat(page.locator(".ant-message")).containsText("已" + what + ":" + number);
    }

    private static void tab(Page page, String text) {
        page.keyboard().press("Tab");
        page.keyboard().type(text);
    }

    private static void measure(Locator form, int n, String kind, String what) {
        Locator one = form.locator("fieldset .panel").nth(n);
        one.getByText(kind).click();
        one.getByLabel("内容").fill(what);
        Locator who = combobox(one, "责任人");
        who.click();
        who.page().keyboard().type("孙伟");
        who.page().keyboard().press("Enter");
        Locator by = one.getByLabel("完成时限");
        by.click();
        by.fill(LocalDate.now(ZoneId.of("Asia/Shanghai")).plusDays(1) + " 18:00");
        by.page().keyboard().press("Enter");
    }

    private static Locator combobox(Locator within, String label) {
        return within.getByRole(AriaRole.COMBOBOX, new Locator.GetByRoleOptions().setName(label));
    }

    private static void choose(Locator form, String label, String option) {
        combobox(form, label).click();
        form.page()
                .locator(".ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option")
                .filter(new Locator.FilterOptions().setHasText(option))
                .first()
                .click();
    }

    /** Opens the complaint's page, does the one thing, and sees that it was done. */
    private static void take(Page page, String number, String what, Consumer<Locator> form) {
        page.navigate(server.address() + "/app/case/" + number);
        Locator button = page.locator(".commands")
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(what).setExact(true));
        Locator more = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("更多"));
        more.waitFor();
        page.waitForTimeout(300);
        if (button.count() > 0) {
            button.first().click();
        } else {
            more.click();
            page.locator(".ant-dropdown-menu-item:not(.ant-dropdown-menu-item-disabled)")
                    .filter(new Locator.FilterOptions().setHasText(what))
                    .first()
                    .click();
        }
        Locator drawer = page.locator(".ant-drawer-content");
        drawer.waitFor();
        form.accept(drawer);
        drawer.locator(".ant-drawer-footer button").last().click();
        assertThat(page.locator(".ant-message")).containsText("已" + what + ":" + number);
    }

    /** Every page for who has the most of them, in both languages, and narrow. */
    @Test
    @Order(3)
    void everyPageIsForEverybody() {
        for (String locale : List.of(ZH, "en")) {
            Page page = browsers.signedIn("li.na", DemoAccounts.PASSWORD, locale, 1280, 720);
            for (String place : List.of(
                    "work",
                    "search",
                    "boards",
                    "boards?show=queue",
                    "boards?show=departments",
                    "visits",
                    "month",
                    "library",
                    "forum",
                    "settings")) {
                look(page, place, locale);
            }
            page.navigate(server.address() + "/app/library");
            page.locator("article h2 a").first().click();
            page.waitForSelector(".article h2");
            axe(page, "library-case " + locale);
            page.navigate(server.address() + "/app/search");
            page.locator(".rows tbody a").first().click();
            page.waitForSelector(".story li");
            axe(page, "case " + locale);
            screen(page, "case-" + locale);
            page.context().close();
            Page reception = browsers.signedIn("wang.fang", DemoAccounts.PASSWORD, locale, 1280, 720);
            look(reception, "register", locale);
            reception.context().close();
            Page admin = browsers.signedIn("admin", DemoAccounts.PASSWORD, locale, 1280, 720);
            look(admin, "people", locale);
            look(admin, "imports", locale);
            look(admin, "policy", locale);
            look(admin, "operations", locale);
            admin.context().close();
        }
    }

    @Test
    @Order(3)
    void theDarkIsLegibleToo() {
        Page page = signedIn("li.na");
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        for (String place : List.of("work", "boards", "month", "library", "settings")) {
            look(page, place, "dark");
        }
        page.navigate(server.address() + "/app/search");
        page.locator(".rows tbody a").first().click();
        page.waitForSelector(".story li");
        screen(page, "case-dark");
        axe(page, "case dark");
        page.context().close();
    }

    /** Beside the password, once the person has shown that they can make codes. */
    @Test
    @Order(4)
    void aSecondFactorIsSetUpAndAskedFor() throws Exception {
        Page page = signedIn("huang.zong");
        page.navigate(server.address() + "/app/settings");
        Locator panel = page.locator("section[aria-label='两步验证']");
        panel.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("启用"))
                .click();
        String secret = panel.locator("code").textContent().strip();
        TimeBasedOneTimePasswordGenerator codes = new TimeBasedOneTimePasswordGenerator();
        SecretKeySpec key = new SecretKeySpec(new Base32().decode(secret), codes.getAlgorithm());
        Instant now = Instant.now();
        panel.getByLabel("验证码").fill(codes.generateOneTimePasswordString(key, now));
        panel.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("确认"))
                .click();
        assertThat(panel.getByRole(AriaRole.STATUS)).containsText("已启用");
        axe(page, "second factor");
        Page again = browsers.open(ZH, 1360, 900);
        again.navigate(server.address() + "/");
        again.fill("input[autocomplete=username]", "huang.zong");
        again.fill("input[autocomplete=current-password]", DemoAccounts.PASSWORD);
        again.keyboard().press("Enter");
        again.fill("input[autocomplete=one-time-code]", codes.generateOneTimePasswordString(key, now.plusSeconds(30)));
        again.keyboard().press("Enter");
        again.waitForSelector("header.ant-layout-header");
        page.context().close();
        again.context().close();
    }

    private static void look(Page page, String place, String locale) {
        page.navigate(server.address() + "/app/" + place);
        page.waitForSelector("h1");
        page.waitForTimeout(700);
        screen(page, place.replaceAll("\\W+", "-") + "-" + locale);
        axe(page, place + " " + locale);
    }

    /** An administrator lets somebody in, who chooses a password at the address and is in. */
    @Test
    @Order(4)
    void whoIsInvitedChoosesAPasswordAndIsIn() {
        Page admin = browsers.signedIn("admin", DemoAccounts.PASSWORD, ZH, 1360, 900);
        admin.navigate(server.address() + "/app/people");
        admin.locator("tr:has-text('zhao.lei')")
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("邀请"))
                .click();
        String address = admin.locator(".ant-modal code").textContent().strip();
        assertThat(address).startsWith(server.address() + "/app/welcome#");
        Page invited = browsers.open(ZH, 1360, 900);
        invited.navigate(address);
        axe(invited, "welcome");
        List<Locator> passwords =
                invited.locator("input[autocomplete=new-password]").all();
        passwords.forEach(field -> field.fill("seven lanterns over water"));
        invited.keyboard().press("Enter");
        invited.waitForURL("**/app/work");
        assertThat(invited.locator("header.ant-layout-header")).containsText("赵");
        admin.context().close();
        invited.context().close();
        assertThat(browsers.faults()).isEmpty();
    }

    /** Without an account, by the secret on the slip; what the owner says is the receptionist's at once. */
    @Test
    @Order(5)
    void theOwnerSeesAndSpeaksByTheReceipt() {
        Page reception = signedIn("wang.fang");
        String number = registeredByKeyboard(reception);
        reception.navigate(server.address() + "/app/case/" + number);
        reception
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("查看"))
                .click();
        reception.getByText("业户回执").first().click();
        reception.waitForSelector(".ant-modal canvas, .ant-modal .ant-qrcode");
        screen(reception, "receipt-slip");
        reception.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        reception.locator(".ant-modal .ant-typography-copy").click();
        String address = String.valueOf(reception.evaluate("() => navigator.clipboard.readText()"));
        assertThat(address).startsWith(server.address() + "/app/receipt#");
        Page owner = browsers.open(ZH, 390, 844);
        owner.navigate(address);
        assertThat(owner.locator("main")).containsText(number);
        assertThat(owner.locator("main")).containsText("重要投诉 1 小时内转呈主管经理");
        assertThat(owner.locator("main").textContent()).doesNotContain("林秀英", "13800002101", "电梯");
        axe(owner, "receipt");
        screen(owner, "receipt");
        owner.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("再次反映"))
                .click();
        owner.locator("textarea:not([aria-hidden])").fill("今天又停了一次");
        owner.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("再次反映"))
                .last()
                .click();
        assertThat(owner.getByRole(AriaRole.ALERT)).containsText("已记下");
        reception.navigate(server.address() + "/app/case/" + number);
        assertThat(reception.locator(".story")).containsText("今天又停了一次");
        owner.navigate(server.address() + "/app/receipt#" + number);
        owner.reload();
        assertThat(owner.getByRole(AriaRole.ALERT)).containsText("没有这张回执");
        reception.context().close();
        owner.context().close();
    }

    /** The quality department takes the records in, and takes them out as a package that opens with the passphrase. */
    @Test
    @Order(6)
    void qualityArchivesAndExports() throws Exception {
        Page quality = signedIn("he.pin");
        quality.navigate(server.address() + "/app/month?centre=YH");
        quality.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("全部归档"))
                .click();
        assertThat(quality.locator(".ant-message"))
                .containsText("已归档", new LocatorAssertions.ContainsTextOptions().setTimeout(60_000));
        quality.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("导出档案包"))
                .click();
        String passphrase = quality.locator(".ant-modal input").inputValue();
        axe(quality, "archive");
        Download download =
                quality.waitForDownload(new Page.WaitForDownloadOptions().setTimeout(60_000), () -> quality.getByRole(
                                AriaRole.BUTTON, new Page.GetByRoleOptions().setName("下载"))
                        .click());
        try (OpenedPackage opened = new OpenedPackage(download.path(), passphrase)) {
            assertThat(opened.check()).isEqualTo(opened.manifest().files().size());
            assertThat(opened.manifest().waiting()).isEmpty();
            assertThat(quality.locator("code")).containsText(opened.digest());
        }
        screen(quality, "archive");
        quality.context().close();
    }

    /** What a complaint was at a past moment is seen beside what it is. */
    @Test
    @Order(7)
    void thePastIsLookedAt() {
        Page auditor = signedIn("shen.ji");
        auditor.navigate(server.address() + "/app/case/" + handled);
        auditor.waitForSelector(".story li");
        assertThat(auditor.locator(".flow .done").first()).isVisible();
        auditor.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("查看"))
                .click();
        auditor.getByText("当时如何").first().click();
        Locator drawer = auditor.locator(".ant-drawer-content");
        assertThat(drawer.getByRole(AriaRole.STATUS)).containsText("当时:");
        assertThat(drawer.locator(".differs")).hasCount(0);
        Locator happened = drawer.getByRole(AriaRole.SLIDER).first();
        happened.press("Home");
        assertThat(drawer.getByRole(AriaRole.STATUS)).containsText("当时还没有这件投诉");
        happened.press("ArrowRight");
        assertThat(drawer.getByRole(AriaRole.STATUS)).containsText("当时:");
        assertThat(drawer.getByRole(AriaRole.STATUS)).not().containsText("已结案");
        assertThat(drawer.locator(".differs").first()).containsText("≠");
        screen(auditor, "past");
        axe(auditor, "past");
        auditor.context().close();
        assertThat(browsers.faults()).isEmpty();
    }

    /** §4.4.1: the complaint to link with is found by its number; where nothing is found, it says what can be typed. */
    @Test
    @Order(7)
    void theComplaintToLinkIsFoundByItsNumber() {
        Page supervisor = signedIn("li.na");
        supervisor.navigate(server.address() + "/app/case/" + handled);
        supervisor
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("更多"))
                .click();
        supervisor
                .locator(".ant-dropdown-menu-item")
                .filter(new Locator.FilterOptions().setHasText("关联"))
                .first()
                .click();
        Locator drawer = supervisor.locator(".ant-drawer-content");
        Locator earlier = combobox(drawer, "较早的投诉");
        earlier.fill("没有这个人");
        Locator offered = supervisor.locator(".ant-select-dropdown:not(.ant-select-dropdown-hidden)");
        assertThat(offered).containsText("没有找到。请输入完整编号");
        earlier.fill(handled.replaceFirst("KF-", "kf-"));
        assertThat(offered.locator(".ant-select-item-option")).hasCount(1);
        earlier.press("Enter");
        assertThat(drawer.locator(".ant-select-selection-item").first()).containsText(handled);
        axe(supervisor, "link");
        supervisor.context().close();
        assertThat(browsers.faults()).isEmpty();
    }

    /** Who administers sees how the machine is, makes the read tables anew, and is shown a secret once. */
    @Test
    @Order(8)
    void operationsAreSeenToAndTheReadTablesMadeAnew() {
        Page admin = signedIn("admin");
        admin.navigate(server.address() + "/app/operations");
        assertThat(admin.locator("section[aria-label=健康]")).containsText("查询表");
        Locator replay = admin.locator("section[aria-label=重建查询表]");
        Locator begin = replay.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("开始重建"));
        begin.click();
        admin.locator(".ant-popconfirm")
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("开始重建"))
                .click();
        assertThat(replay.getByRole(AriaRole.STATUS))
                .containsText("上次重建用了", new LocatorAssertions.ContainsTextOptions().setTimeout(60_000));
        admin.navigate(server.address() + "/app/policy");
        admin.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("登记推送"))
                .click();
        Locator form = admin.locator(".ant-drawer-content");
        form.getByLabel("名称").or(form.getByLabel("姓名")).fill("大屏");
        form.getByLabel("网址").fill("https://dashboard.example.org/hook");
        combobox(form, "种类").click();
        admin.keyboard().type("已超期");
        admin.keyboard().press("Enter");
        form.locator(".ant-drawer-footer button").last().click();
        assertThat(admin.locator(".ant-modal code")).hasText(Pattern.compile("\\S{20,}"));
        axe(admin, "secret");
        admin.context().close();
    }

    /** What was begun is there again after the page was closed, and gone once somebody has signed out. */
    @Test
    @Order(8)
    void aDraftOutlivesThePageAndNotTheSignOut() {
        Page page = signedIn("lin.xia");
        page.navigate(server.address() + "/app/register");
        page.getByLabel("事情经过").fill("楼道灯又不亮了");
        Page again = page.context().newPage();
        page.close();
        again.navigate(server.address() + "/app/register");
        assertThat(again.getByLabel("事情经过")).hasValue("楼道灯又不亮了");
        assertThat(again.getByRole(AriaRole.STATUS)).containsText("接着上次没有登记完的写");
        axe(again, "draft");
        again.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("林霞"))
                .click();
        again.waitForTimeout(400);
        again.getByText("退出", new Page.GetByTextOptions().setExact(true)).click();
        again.waitForSelector("input[autocomplete=username]");
        assertThat(again.evaluate("() => Object.keys(localStorage).filter((key) => key.startsWith('huifang.draft'))"))
                .isEqualTo(List.of());
        again.context().close();
        assertThat(browsers.faults()).isEmpty();
    }

    /** What a browser that comes for the first time is sent until it shows one's work; the second time it has most of it. */
    @Test
    @Order(8)
    void theFirstLoadIsSmallAndTheSecondSmaller() {
        Page page = browsers.open(ZH, 1360, 900);
        List<Request> asked = new ArrayList<>();
        page.onRequestFinished(asked::add);
        page.navigate(server.address() + "/");
        page.fill("input[autocomplete=username]", "wang.fang");
        page.fill("input[autocomplete=current-password]", DemoAccounts.PASSWORD);
        page.keyboard().press("Enter");
        page.waitForSelector("header.ant-layout-header");
        page.waitForSelector(".todo");
        int first = transferred(asked);
        asked.clear();
        page.navigate(server.address() + "/app/work");
        page.waitForSelector(".todo");
        int second = transferred(asked);
        assertThat(first).as("bytes of the first load").isBetween(100_000, 500_000);
        assertThat(second).as("bytes of the second").isLessThan(first / 4);
        page.context().close();
    }

    private static int transferred(List<Request> asked) {
        return List.copyOf(asked).stream()
                .filter(request ->
                        request.response() != null && !request.response().fromServiceWorker())
                .mapToInt(request -> request.sizes().responseBodySize)
                .sum();
    }

    /** The pictures of the guides, taken of the console as it is. */
    @Test
    @Order(9)
    void theGuidesShowTheConsoleAsItIs() throws Exception {
        assertThat(new GuidePictures(browsers, server.address()).taken())
                .containsExactlyInAnyOrderElementsOf(GuidePictures.asked());
    }

    @Test
    @Order(10)
    void noPageKeepsAnybodyOut() {
        assertThat(FINDINGS).isEmpty();
    }

    private static Page signedIn(String person) {
        return browsers.signedIn(person, DemoAccounts.PASSWORD, ZH, 1360, 900);
    }

    private static void screen(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENS.resolve(name + ".png")));
    }

    private static void axe(Page page, String what) {
        page.mouse().move(0, 0);
        page.waitForTimeout(200);
        for (Rule rule : new AxeBuilder(page).exclude(".ant-message").analyze().getViolations()) {
            FINDINGS.add(what + " " + rule.getId() + ": " + rule.getHelp() + " "
                    + rule.getNodes().stream()
                            .map(CheckedNode::getHtml)
                            .limit(3)
                            .toList());
        }
    }
}
