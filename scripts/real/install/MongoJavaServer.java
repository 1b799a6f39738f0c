import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.util.List;

/** mongo-java-server with change streams, and the wire version that the driver 7 asks for (it says 8 by itself). */
class MongoJavaServer {
  public static void main(String[] args) {
    MemoryBackend backend = new MemoryBackend();
    backend.version(
        new MongoVersion() {
          public List<Integer> getVersionArray() {
            return List.of(5, 0, 0);
          }

          public int getWireVersion() {
            return 9;
          }
        });
    backend.enableOplog();
    new MongoServer(backend).bind("127.0.0.1", Integer.parseInt(args[0]));
  }
}
