import "../style/panorama.css";
