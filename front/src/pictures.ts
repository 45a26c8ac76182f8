import "../style/pictures.css";
