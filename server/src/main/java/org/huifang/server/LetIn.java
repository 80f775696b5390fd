package org.huifang.server;

import org.huifang.server.axon.AxonServerAddress;
import org.huifang.server.axon.Knock;

/** Whether Axon Server lets this process in. One that is away is waited for; one that refuses would do so for ever. */
final class LetIn {
    private LetIn() {}

    /** @throws StartRefused where whoever is there does not */
    static void require(AxonServerAddress there) throws InterruptedException {
        Knock answer = there.knock();
        if (answer == Knock.NOBODY) {
            System.err.println(
                    "Axon Server 暂时无法连接,将继续尝试 / Axon Server cannot be reached so far, it is looked for again: "
                            + there.address());
        }
        String refusal =
                switch (answer) {
                    case LET_IN, NOBODY -> null;
                    case TOKEN_REFUSED ->
                        "Axon Server 拒绝了访问令牌,请核对 --axon-server-token-file / Axon Server refuses the access token, or wants one: "
                                + "check --axon-server-token-file";
                    case CERTIFICATE_UNREADABLE ->
                        "证书文件无法读取,请核对 --axon-server-certificate / the certificate cannot be read, check --axon-server-certificate: "
                                + there.certificate();
                    case NOT_TRUSTED ->
                        "Axon Server 的证书不是由此证书所签,或与其主机名不符,或未启用 TLS;请核对 --axon-server-certificate / Axon Server's "
                                + "certificate is not signed by this one, or bears another host name, or it speaks no TLS: "
                                + "check --axon-server-certificate";
                    case HANGS_UP ->
                        "对方中断了连接:若其启用了 TLS,请给出 --axon-server-certificate;否则请核对地址 / whoever is there hangs up: where it "
                                + "speaks TLS, give --axon-server-certificate, or else check the address";
                };
        if (refusal != null) {
            throw new StartRefused(refusal + " (" + there.address() + ")");
        }
    }
}
