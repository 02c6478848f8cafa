package io.farshore.command.drill;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.farshore.lab.Lab;
import java.util.Hashtable;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.InitialDirContext;

/** A client that asks Route 53's name servers, over UDP. */
public record Dns(World world) {

  /** What a name points to as of now; empty when it has no CNAME. */
  public String cname(String name) {
    Hashtable<String, String> settings = new Hashtable<>();
    settings.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
    settings.put(
        Context.PROVIDER_URL, "dns://127.0.0.1:" + world.lab().lab().nameServer().getPort());
    try {
      InitialDirContext dns = new InitialDirContext(settings);
      try {
        Attribute found = dns.getAttributes(name, new String[] {"CNAME"}).get("CNAME");
        return found == null ? "" : String.valueOf(found.get()).replaceFirst("\\.$", "");
      } finally {
        dns.close();
      }
    } catch (NameNotFoundException e) {
      return "";
    } catch (NamingException e) {
      throw new AssertionError(name + " is not answered", e);
    }
  }

  /** Makes a public zone in a lab; its id, as templates take it. */
  public static String zone(Lab lab, String name) {
    return lab.call(
            "scenario",
            World.VIRGINIA,
            "route53",
            "CreateHostedZone",
            JsonNodeFactory.instance.objectNode().put("Name", name).put("CallerReference", name))
        .join()
        .at("/HostedZone/Id")
        .asText()
        .replace("/hostedzone/", "");
  }
}
