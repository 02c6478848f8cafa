package io.farshore.lab.route53;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * Route 53's name servers: answers DNS over UDP on 127.0.0.1, by the zones and health checks of the
 * moment. One thread of its own.
 */
public final class NameServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(NameServer.class);
  private static final int LARGEST = 4096;

  private final DatagramSocket socket;
  private final Names names;

  private NameServer(DatagramSocket socket, Names names) {
    this.socket = socket;
    this.names = names;
  }

  /**
   * Starts one.
   *
   * @param wanted its port, unless something else has it: then any that is free
   */
  public static NameServer start(int wanted, Names names) {
    NameServer server = new NameServer(socket(wanted), names);
    Thread thread = new Thread(server::serve, "names");
    thread.setDaemon(true);
    thread.start();
    return server;
  }

  private static DatagramSocket socket(int port) {
    InetAddress here = InetAddress.getLoopbackAddress();
    try {
      return new DatagramSocket(new InetSocketAddress(here, port));
    } catch (SocketException inUse) {
      try {
        DatagramSocket other = new DatagramSocket(new InetSocketAddress(here, 0));
        LOG.warn("UDP port {} is in use: DNS is answered on {}", port, other.getLocalPort());
        return other;
      } catch (SocketException e) {
        throw new UncheckedIOException("The lab's name server gets no UDP port", e);
      }
    }
  }

  /** Its address, for UDP. */
  public InetSocketAddress address() {
    return new InetSocketAddress(socket.getLocalAddress(), socket.getLocalPort());
  }

  private void serve() {
    byte[] buffer = new byte[LARGEST];
    while (!socket.isClosed()) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      try {
        socket.receive(packet);
        byte[] question = Arrays.copyOf(packet.getData(), packet.getLength());
        send(packet.getSocketAddress(), answer(new Message(question)));
      } catch (IOException e) {
        if (!socket.isClosed()) {
          LOG.warn("A DNS question can't be answered: {}", e.toString());
        }
      }
    }
  }

  private void send(SocketAddress to, Message answer) throws IOException {
    byte[] bytes = answer.toWire();
    socket.send(new DatagramPacket(bytes, bytes.length, to));
  }

  private Message answer(Message question) throws IOException {
    Message answer = new Message(question.getHeader().getID());
    Header header = answer.getHeader();
    header.setFlag(Flags.QR);
    if (question.getHeader().getFlag(Flags.RD)) {
      header.setFlag(Flags.RD);
    }
    Record asked = question.getQuestion();
    if (asked == null || question.getHeader().getOpcode() != Opcode.QUERY) {
      header.setRcode(Rcode.NOTIMP);
      return answer;
    }
    answer.addRecord(asked, Section.QUESTION);
    NameAnswer found = names.answer(asked.getName().toString(false), Type.string(asked.getType()));
    header.setRcode(
        switch (found.status()) {
          case FOUND -> Rcode.NOERROR;
          case NO_SUCH_NAME -> Rcode.NXDOMAIN;
          case NOT_HERE -> Rcode.REFUSED;
        });
    if (found.status() != NameAnswer.Status.NOT_HERE) {
      header.setFlag(Flags.AA);
    }
    for (NameAnswer.Entry entry : found.records()) {
      answer.addRecord(record(entry), Section.ANSWER);
    }
    return answer;
  }

  private static Record record(NameAnswer.Entry entry) throws IOException {
    return Record.fromString(
        Name.fromString(entry.name()),
        Type.value(entry.type()),
        DClass.IN,
        entry.seconds(),
        entry.value(),
        Name.root);
  }

  /** Answers nothing any more. */
  @Override
  public void close() {
    socket.close();
  }
}
